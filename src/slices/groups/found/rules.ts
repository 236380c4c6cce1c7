import type { Finding } from '#slices/finder/tables.ts'
import type { GroupKind } from '../rules.ts'

export interface Found {
  id: string
  kind: GroupKind
  name: string
  about: string
  area: string | null
  adults: boolean
}

/** The beginning of a text on one line: in whole sentences where they say enough, else in whole words. */
export const beginning = (text: string, most = 180): string => {
  const plain = text.replaceAll(/\s+/gu, ' ').trim()
  if (plain.length <= most) return plain
  const sentences = /^.+[.!?؟](?=\s)/u.exec(plain.slice(0, most + 1))?.[0] ?? ''
  return sentences.length > most / 3 ? sentences : `${plain.slice(0, most).replace(/[\s,;.]+\S*$/u, '')} …`
}

/** What the search knows of an open group: nothing of who is in it. */
export const findingOf = (group: Found, at: { lat: number; lon: number } | null): Finding => ({
  id: group.id,
  kind: 'group',
  subkind: `${group.kind}_group`,
  title: group.name,
  summary: beginning(group.about),
  organisation: null,
  area: group.area,
  words: group.about,
  taxonomy: [],
  lat: at?.lat ?? null,
  lon: at?.lon ?? null,
  precision: at ? 'district' : 'wide',
  zone: 'UTC',
  free: null,
  stepFree: null,
  opens: null,
  languages: [],
  checkedAt: null,
  source: null,
  path: `/groups/${group.id}`,
  ...(group.adults ? { ages: { from: 18, to: null } } : {}),
})
