import { Invalid } from '#kernel/errors/errors.ts'
import { anyone } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Route, routes } from '#kernel/routes/registry.ts'
import { may } from '../editing/access.ts'
import { type ListingTyped, valuesTyped } from '../editing/fields.ts'
import { folders, type RecordKind, type Values } from '../editing/rules.ts'
import type { DirectoryTables } from '../tables.ts'
import { type About, type Suggested, suggestChange, suggestListing } from './commands.ts'
import { NewListing, SuggestionTyped } from './fields.ts'
import { type SuggestionKey, suggestionSentences } from './messages/catalogue.ts'
import { ShowNew, ShowSuggest } from './pages.tsx'
import { similarTo, suggestable } from './queries.ts'
import { reviewRoutes } from './review/routes.tsx'
import { linkedFields, proposals } from './rules.ts'

/** People notice one thing at a time; programs do not stop. */
const limit = { perMinute: 5 }

const thanks: Record<Exclude<Suggested, 'nothing'>, SuggestionKey> = { made: 'suggested', known: 'suggestedKnown' }

interface Around {
  note?: unknown
  reply_to?: unknown
  gone?: unknown
}

const about = ({ note, reply_to, gone }: Around, language: string): About => ({
  note: String(note ?? ''),
  email: String(reply_to ?? ''),
  gone: Boolean(gone),
  language,
})

const withoutLinks = (proposed: Values) => {
  const linked = linkedFields(proposed)
  if (linked.length) throw new Invalid(linked.map((field) => ({ field, message: 'noLinks' })))
}

const ofKind = (kind: RecordKind): Route[] => {
  const base = `/${folders[kind]}/:id` as const
  return routes<DirectoryTables, SuggestionKey>('directory', suggestionSentences, ({ page, action }) => [
    page(
      `${base}/suggest`,
      {
        access: anyone,
        shows: 'public',
        sensitive: kind === 'service',
        about: 'Put a listing right, without an account',
      },
      async ({ db, actor, params, t, language }) => {
        const record = await suggestable(db, { kind, id: params.id })
        return may.edit(actor, record) ? (
          seeOther(`/${folders[kind]}/${params.id}/edit`)
        ) : (
          <ShowSuggest {...{ record, t, language }} />
        )
      },
    ),
    action(
      `${base}/suggest`,
      { access: anyone, input: SuggestionTyped[kind], effect: 'writes', limit, about: 'Takes a suggestion for review' },
      async ({ db, actor, params, input, now, t, language }) => {
        const path = `/${folders[kind]}/${params.id}`
        const thing = { kind, id: params.id }
        const { values: there } = await suggestable(db, thing)
        if (input.fax_number) return seeOther(path, t('suggested'))
        const { values, problems } = valuesTyped(kind, input as ListingTyped, there)
        if (problems.length) throw new Invalid(problems)
        withoutLinks(proposals(there, values))
        const done = await suggestChange(db, actor, thing, values, about(input, language), now)
        if (done === 'nothing') throw new Invalid([{ field: 'note', message: 'suggestNothing' }])
        return seeOther(path, t(thanks[done]))
      },
      async ({ db, params, t, language }, typed, problems) => {
        const record = await suggestable(db, { kind, id: params.id })
        return <ShowSuggest {...{ record, typed, problems, t, language }} />
      },
    ),
  ])
}

const missing = routes<DirectoryTables, SuggestionKey>('directory', suggestionSentences, ({ page, action }) => [
  page(
    '/suggest',
    { access: anyone, shows: 'public', about: 'Name a listing that is missing, without an account' },
    ({ t, language }) => <ShowNew similar={[]} {...{ t, language }} />,
  ),
  action(
    '/suggest',
    { access: anyone, input: NewListing, effect: 'writes', limit, about: 'Takes a listing that is missing for review' },
    async ({ db, actor, input, now, t, language }) => {
      if (input.fax_number) return seeOther('/find', t('suggested'))
      const { values, problems } = valuesTyped('service', input as ListingTyped, {})
      if (problems.length) throw new Invalid(problems)
      withoutLinks(values)
      const similar = input.sure ? [] : await similarTo(db, values.name ?? '', values.phone ?? '')
      if (similar.length) throw new Invalid([{ field: 'sure', message: 'sureNeeded' }])
      const done = await suggestListing(
        db,
        actor,
        { ...values, where: String(input.where ?? '') },
        about(input, language),
        now,
      )
      return seeOther('/find', t(done === 'known' ? 'suggestedKnown' : 'suggested'))
    },
    async ({ db, t, language }, typed, problems) => {
      const similar = typed.name ? await similarTo(db, typed.name.slice(0, 200), typed.phone ?? '') : []
      return <ShowNew {...{ similar, typed, problems, t, language }} />
    },
  ),
])

export const suggestionRoutes: Route[] = [
  ...ofKind('service'),
  ...ofKind('place'),
  ...ofKind('organisation'),
  ...missing,
  ...reviewRoutes,
]
