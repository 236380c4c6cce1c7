import type { Language, T } from '#kernel/messages/messages.ts'
import type { Poster } from '#kernel/paper/poster.ts'
import { timeWords } from '#kernel/time/words.ts'
import type { MessageKey } from '../messages/catalogue.ts'
import type { Group } from '../queries.ts'

interface Hung {
  group: Group
  /** The absolute address of its page. */
  address: string
  community: { name: string; zone: string }
}

interface Voice {
  t: T<MessageKey>
  language: Language
  now: Date
}

/** What a group would hang up: its own words, where, and how one comes in. No names of people, no numbers of them. */
export const posterFor = ({ group, address, community }: Hung, { t, language, now }: Voice): Poster => ({
  title: group.name,
  language,
  top: `Wellmet ${community.name}`,
  lead: group.about.replace(/\s+/gu, ' ').trim(),
  facts: [
    { label: t('posterWhat'), thread: 'marigold' as const, lines: [t(`kind_${group.kind}`)] },
    { label: t('posterWhere'), thread: 'sky' as const, lines: group.area ? [group.area] : [] },
    { label: t('posterJoining'), thread: 'plum' as const, lines: [t(`joining_${group.joining}`)] },
  ].filter(({ lines }) => lines.length),
  call: t('posterCall'),
  address,
  addressWords: t('posterScan'),
  small: [t('posterPrinted', { date: timeWords(language, community.zone, now).date(now) })],
})
