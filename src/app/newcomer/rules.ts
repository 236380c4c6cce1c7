import type { Language, T } from '#kernel/messages/messages.ts'
import type { Block, Sheet } from '#kernel/paper/blocks.ts'
import { timeWords } from '#kernel/time/words.ts'
import type { FoundItem } from '#slices/finder/tables.ts'
import { beginning } from '#slices/groups/found/rules.ts'
import type { CrisisLine } from '#slices/safety/crisis/rules.ts'
import type { MessageKey } from './messages/en.ts'
import type { Pack } from './queries.ts'

interface Voice {
  t: T<MessageKey>
  language: Language
  now: Date
  community: string
  origin: string
  large: boolean
}

const entry = (item: FoundItem, { t, language, now, origin }: Voice): Block => ({
  as: 'entry',
  title: item.title,
  lines: [
    [item.area, item.free ? t('openNow') : '', item.stepFree ? t('stepFree') : ''].filter(Boolean).join(' · '),
    beginning(item.summary, 110),
  ].filter(Boolean),
  small: item.kind === 'group' ? '' : timeWords(language, item.zone, now).checked(item.checkedAt),
  address: `${origin}${item.path}`,
})

/** The pack: one page of where to go and how to ask for help, one of whom to meet and what to ring when it cannot wait. */
export const packSheet = (pack: Pack, lines: readonly CrisisLine[], voice: Voice): Sheet => {
  const { t, language, now, community, origin, large } = voice
  const title = t('title', { community })
  const date = timeWords(language, 'UTC', now).date(now)
  const near = pack.from ? ` (${t('nearest', { place: pack.from })})` : ''
  return {
    title,
    language,
    large,
    foot: (page, pages) => t('foot', { community, page, pages, date }),
    blocks: [
      { as: 'title', text: title },
      { as: 'text', text: t('greeting') },
      { as: 'heading', text: `${t('places')}${near}` },
      { as: 'small', text: t('placesLead') },
      ...pack.places.map((item) => entry(item, voice)),
      { as: 'heading', text: t('asking') },
      { as: 'text', text: t('step1', { address: origin }) },
      ...(['step2', 'step3', 'step4'] as const).map((key): Block => ({ as: 'text', text: t(key) })),
      { as: 'page' },
      { as: 'heading', text: t('people') },
      { as: 'small', text: t('peopleLead') },
      ...pack.people.map((item) => entry(item, voice)),
      ...(lines.length
        ? [
            {
              as: 'urgent',
              title: t('urgent'),
              lines: lines.map(({ name, number }) =>
                name === number ? t('emergency', { number }) : `${name}: ${number}`,
              ),
            } as const,
          ]
        : []),
      { as: 'small', text: t('made', { date, community }) },
    ],
  }
}
