import { Invalid, NotFound, type Problem } from '#kernel/errors/errors.ts'
import { anyOf } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import { ListingTyped } from '../../editing/fields.ts'
import type { Field } from '../../editing/rules.ts'
import { isServiceKind } from '../../rules.ts'
import type { DirectoryTables } from '../../tables.ts'
import { decide } from '../commands.ts'
import { Decided } from '../fields.ts'
import { type SuggestionKey, suggestionSentences } from '../messages/catalogue.ts'
import { openSuggestions, type SuggestionShown, suggestionFor } from '../queries.ts'
import { canBeReworded, type Decision, type Reason, reasons, type SuggestedField } from '../rules.ts'
import { ShowReview, ShowSuggestions } from './pages.tsx'

const reviewers = anyOf('steward', 'editor', 'admin')

const shapeOf = (kind: 'service' | 'place' | 'organisation', field: SuggestedField) =>
  (
    ListingTyped[kind].shape as Record<
      string,
      { safeParse: (value: unknown) => { success: boolean; data?: unknown; error?: { issues: { message: string }[] } } }
    >
  )[field]

/** What was decided of one line, or what is missing to decide it. */
const decisionOf = (
  shown: SuggestionShown,
  field: SuggestedField,
  given: Record<string, unknown>,
): Decision | Problem => {
  const kind = given[`decision_${field}`]
  const reason = given[`reason_${field}`]
  if (kind === 'accepted') return { kind }
  if (kind === 'refused' && (reasons as readonly unknown[]).includes(reason)) return { kind, reason: reason as Reason }
  if (kind !== 'changed' || !canBeReworded(field)) return { field: `decision_${field}`, message: 'decideFirst' }
  const to = typeof given[`to_${field}`] === 'string' ? String(given[`to_${field}`]).trim().slice(0, 4_000) : ''
  if (!to) return { field: `to_${field}`, message: 'changeEmpty' }
  const checked = shapeOf(shown.thing?.kind ?? 'service', field as Field)?.safeParse(to)
  if (checked && !checked.success) return { field: `to_${field}`, message: checked.error!.issues[0]!.message }
  return { kind, to: checked ? String(checked.data) : to }
}

const decisionsOf = (shown: SuggestionShown, given: Record<string, unknown>): Map<SuggestedField, Decision> => {
  const read = shown.fields.map(({ field }) => [field, decisionOf(shown, field, given)] as const)
  const problems = read.flatMap(([, one]) => ('message' in one ? [one] : []))
  if (problems.length) throw new Invalid(problems)
  return new Map(read as (readonly [SuggestedField, Decision])[])
}

export const reviewRoutes = routes<DirectoryTables, SuggestionKey>(
  'directory',
  suggestionSentences,
  ({ page, action }) => [
    page(
      '/directory/suggestions',
      { access: reviewers, shows: 'own', about: 'What people noticed about listings, for those who look after them' },
      async ({ db, actor, now, t, language, community: { zone } }) => {
        if (actor.actedBy) throw new NotFound()
        return <ShowSuggestions waiting={await openSuggestions(db, actor)} {...{ t, language, now, zone }} />
      },
    ),
    page(
      '/directory/suggestions/:id',
      { access: reviewers, shows: 'own', about: 'One suggestion, side by side with what stands there' },
      async ({ db, actor, params, now, t, language, community: { zone } }) => (
        <ShowReview
          shown={await suggestionFor(db, actor, params.id)}
          typed={{}}
          problems={[]}
          {...{ t, language, now, zone }}
        />
      ),
    ),
    action(
      '/directory/suggestions/:id',
      { access: reviewers, input: Decided, effect: 'writes', about: 'Decides a suggestion line by line' },
      async ({ db, actor, params, input, now, t, community }) => {
        const decisions = decisionsOf(await suggestionFor(db, actor, params.id), input)
        const kind = input.kind && isServiceKind(input.kind) ? input.kind : 'other'
        await decide(db, actor, params.id, { decisions, kind, zone: community.zone }, now)
        return seeOther('/directory/suggestions', t('reviewDone'))
      },
      async ({ db, actor, params, now, t, language, community: { zone } }, typed, problems) => (
        <ShowReview
          shown={await suggestionFor(db, actor, params.id)}
          {...{ typed, problems, t, language, now, zone }}
        />
      ),
    ),
  ],
)
