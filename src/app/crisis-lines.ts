/** A number to ring in a crisis. Public lists go stale, so each says where it comes from and when it was last checked. */
export interface CrisisLine {
  country: string
  name: string
  number: string
  /** Key of the sentence that says when and for what it answers. */
  note: 'crisisEmergency' | 'crisisListening' | 'crisisAbuse' | 'crisisChild'
  source: string
  /** When somebody of the community last rang or looked it up; `null` until then, which the start-up check points out. */
  checkedAt: string | null
}

/** Great Britain; other countries are added with their communities. */
export const crisisLines: CrisisLine[] = [
  {
    country: 'GB',
    name: '999',
    number: '999',
    note: 'crisisEmergency',
    source: 'https://www.gov.uk/guidance/999-and-112-the-uks-national-emergency-numbers',
    checkedAt: null,
  },
  {
    country: 'GB',
    name: 'Samaritans',
    number: '116 123',
    note: 'crisisListening',
    source: 'https://www.samaritans.org',
    checkedAt: null,
  },
  {
    country: 'GB',
    name: 'National Domestic Abuse Helpline',
    number: '0808 2000 247',
    note: 'crisisAbuse',
    source: 'https://www.nationaldahelpline.org.uk',
    checkedAt: null,
  },
  {
    country: 'GB',
    name: 'Childline',
    number: '0800 1111',
    note: 'crisisChild',
    source: 'https://www.childline.org.uk',
    checkedAt: null,
  },
]

/** Those of the country that a zone lies in; the first are shown at the foot of each page. */
export const crisisLinesFor = (zone: string): CrisisLine[] =>
  crisisLines.filter(({ country }) => country === (countryOf[zone] ?? ''))

const countryOf: Record<string, string> = { 'Europe/London': 'GB', 'Europe/Belfast': 'GB' }
