import { type Language, languages } from './messages.ts'

const known = (tag: string | null | undefined): Language | null => {
  if (tag === 'en-XA') return 'en-XA'
  const primary = tag?.toLowerCase().split('-')[0]
  return languages.find((language) => language === primary) ?? null
}

/** The languages of an Accept-Language header (RFC 9110 §12.5.4), most wanted first; `q=0` means never. */
export const accepted = (header: string | null): string[] =>
  (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part, order) => {
      const [tag = '', ...rest] = part.trim().split(';')
      const quality = Number(/q=([\d.]+)/u.exec(rest.join(';'))?.[1] ?? 1)
      return { tag, quality: Number.isFinite(quality) ? quality : 0, order }
    })
    .filter(({ tag, quality }) => tag && quality > 0)
    .sort((a, b) => b.quality - a.quality || a.order - b.order)
    .map(({ tag }) => tag)

/** What somebody asked for, the plainest wish first: in the address, on this device, in the account, by the browser. */
interface Wishes {
  address: string | null
  device: string | null
  person: string | null
  browser: string | null
}

/** The language of an answer: the first wish that we speak, else the community's own. */
export const languageFor = (wishes: Wishes, community: string): Language =>
  known(wishes.address) ??
  known(wishes.device) ??
  known(wishes.person) ??
  accepted(wishes.browser)
    .map(known)
    .find((language) => language !== null) ??
  known(community) ??
  'en'
