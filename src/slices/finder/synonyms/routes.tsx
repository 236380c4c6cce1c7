import { Invalid } from '#kernel/errors/errors.ts'
import { anyOf } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import { finderSentences, type MessageKey } from '../messages/catalogue.ts'
import type { FinderTables } from '../tables.ts'
import { addSynonym, removeSynonym } from './commands.ts'
import { NewSynonym, OldSynonym } from './fields.ts'
import { ShowSynonyms } from './pages.tsx'
import { meanings } from './queries.ts'

const steward = anyOf('steward')

export const synonymRoutes = routes<FinderTables, MessageKey>('finder', finderSentences, ({ page, action }) => [
  page(
    '/steward/synonyms',
    { access: steward, shows: 'own', about: 'Words that mean the same, for the search' },
    async ({ db, t }) => <ShowSynonyms meanings={await meanings(db)} t={t} />,
  ),

  action(
    '/steward/synonyms',
    { access: steward, input: NewSynonym, effect: 'writes', about: 'Adds a word to a meaning' },
    async ({ db, actor, input, t }) => {
      const added = await addSynonym(db, actor, input)
      if (added === 'nothingToLookFor') throw new Invalid([{ field: 'phrase', message: t('nothingToLookFor') }])
      return seeOther('/steward/synonyms', t(added === 'known' ? 'synonymKnown' : 'synonymAdded', { ...input }))
    },
    async ({ db, t }, typed, problems) => (
      <ShowSynonyms meanings={await meanings(db)} typed={typed} problems={problems} t={t} />
    ),
  ),

  action(
    '/steward/synonyms/remove',
    { access: steward, input: OldSynonym, effect: 'writes', about: 'Takes a word out of its meaning' },
    async ({ db, actor, input, t }) =>
      seeOther('/steward/synonyms', t('synonymRemoved', { phrase: await removeSynonym(db, actor, input.synonym) })),
    async ({ db, t }, typed, problems) => (
      <ShowSynonyms meanings={await meanings(db)} typed={typed} problems={problems} t={t} />
    ),
  ),
])
