import { Invalid } from '#kernel/errors/errors.ts'
import { anyOf } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import { finderSentences, type MessageKey } from '../messages/catalogue.ts'
import type { FinderTables } from '../tables.ts'
import { addSynonym, removeSynonym } from './commands.ts'
import { AskedSynonyms, NewSynonym, OldSynonym } from './fields.ts'
import { ShowSynonyms } from './pages.tsx'
import { synonyms } from './queries.ts'

const steward = anyOf('steward')

export const synonymRoutes = routes<FinderTables, MessageKey>('finder', finderSentences, ({ page, action }) => [
  page(
    '/steward/synonyms',
    { access: steward, shows: 'own', input: AskedSynonyms, about: 'Words that mean the same, for the search' },
    async ({ db, input, t }) => <ShowSynonyms {...(await synonyms(db, input))} asked={input} t={t} />,
  ),

  action(
    '/steward/synonyms',
    { access: steward, input: NewSynonym, effect: 'writes', about: 'Adds a word to a meaning' },
    async ({ db, actor, input, t }) => {
      const added = await addSynonym(db, actor, input)
      if (added === 'nothingToLookFor') throw new Invalid([{ field: 'phrase', message: t('nothingToLookFor') }])
      const there = `/steward/synonyms?q=${encodeURIComponent(input.meaning)}`
      return seeOther(there, t(added === 'known' ? 'synonymKnown' : 'synonymAdded', { ...input }))
    },
    async ({ db, t }, typed, problems) => (
      <ShowSynonyms {...(await synonyms(db, { letter: '', q: '' }))} typed={typed} problems={problems} t={t} />
    ),
  ),

  action(
    '/steward/synonyms/remove',
    { access: steward, input: OldSynonym, effect: 'writes', about: 'Takes a word out of its meaning' },
    async ({ db, actor, input, t }) =>
      seeOther('/steward/synonyms', t('synonymRemoved', { phrase: await removeSynonym(db, actor, input.synonym) })),
    async ({ db, t }, typed, problems) => (
      <ShowSynonyms {...(await synonyms(db, { letter: '', q: '' }))} typed={typed} problems={problems} t={t} />
    ),
  ),
])
