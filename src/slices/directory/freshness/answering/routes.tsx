import { Invalid } from '#kernel/errors/errors.ts'
import { anyone } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { routes } from '#kernel/routes/registry.ts'
import { ListingTyped, valuesTyped } from '../../editing/fields.ts'
import { pathOf } from '../../editing/rules.ts'
import type { DirectoryTables } from '../../tables.ts'
import { type FreshnessKey, freshnessSentences } from '../messages/catalogue.ts'
import { answerByLetter } from './commands.ts'
import { ChangeTyped, LetterKey } from './fields.ts'
import { ShowAnswer, ShowChange } from './pages.tsx'
import { recordLinkedBy } from './queries.ts'

/** Only the key of a letter opens these; guessing is slow. */
const limit = { perMinute: 20 }

const answers = (answer: 'right' | 'closed') =>
  routes<DirectoryTables, FreshnessKey>('directory', freshnessSentences, ({ page, action }) => [
    page(
      `/check/${answer}`,
      {
        access: anyone,
        shows: 'own',
        input: LetterKey,
        about: 'An organisation’s answer to «is it still right?»: a page with a button',
      },
      async ({ db, input, now, t, language, community: { zone } }) => (
        <ShowAnswer
          record={await recordLinkedBy(db, input.key, now)}
          letter={input.key}
          {...{ answer, t, language, now, zone }}
        />
      ),
    ),
    action(
      `/check/${answer}`,
      { access: anyone, input: LetterKey, effect: 'writes', limit, about: 'Takes an organisation’s answer, once' },
      async ({ db, input, now, t }) => {
        const thing = await answerByLetter(db, input.key, { kind: answer }, now)
        return seeOther(
          answer === 'right' ? pathOf(thing) : '/',
          t(answer === 'right' ? 'thanksRight' : 'thanksClosed'),
        )
      },
      async ({ db, now, t, language, community: { zone } }, typed) => (
        <ShowAnswer
          record={await recordLinkedBy(db, typed.key ?? '', now)}
          letter={typed.key ?? ''}
          {...{ answer, t, language, now, zone }}
        />
      ),
    ),
  ])

const changes = routes<DirectoryTables, FreshnessKey>('directory', freshnessSentences, ({ page, action }) => [
  page(
    '/check/change',
    {
      access: anyone,
      shows: 'own',
      input: LetterKey,
      about: 'An organisation changes its listing, by the key of a letter',
    },
    async ({ db, input, now, t, language, community: { zone } }) => (
      <ShowChange
        record={await recordLinkedBy(db, input.key, now)}
        letter={input.key}
        {...{ t, language, now, zone }}
      />
    ),
  ),
  action(
    '/check/change',
    { access: anyone, input: ChangeTyped, effect: 'writes', limit, about: 'Takes an organisation’s changes, once' },
    async ({ db, input: { key, ...given }, now, t }) => {
      const { kind, values: there } = await recordLinkedBy(db, key, now)
      const typed = ListingTyped[kind].safeParse(given)
      if (!typed.success)
        throw new Invalid(
          typed.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? 'name'), message })),
        )
      const { values, problems } = valuesTyped(kind, typed.data, there)
      if (problems.length) throw new Invalid(problems)
      const thing = await answerByLetter(db, key, { kind: 'changed', values }, now)
      return seeOther(pathOf(thing), t('thanksChanged'))
    },
    async ({ db, now, t, language, community: { zone } }, typed, problems) => {
      const letter = typed.key ?? ''
      return (
        <ShowChange
          record={await recordLinkedBy(db, letter, now)}
          {...{ letter, typed, problems, t, language, now, zone }}
        />
      )
    },
  ),
])

export const answeringRoutes = [...answers('right'), ...answers('closed'), ...changes]
