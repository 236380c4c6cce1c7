import { NotFound } from '#kernel/errors/errors.ts'
import { anyOf, anyone } from '#kernel/routes/access.ts'
import { json, seeOther } from '#kernel/routes/answer.ts'
import { type Asked, routes } from '#kernel/routes/registry.ts'
import type { DirectoryTables } from '../tables.ts'
import { endKey, makeKey, writeService } from './commands.ts'
import { NewKey, OldKey, ServiceWritten } from './fields.ts'
import { type PartnerMessage, partnerSentences } from './messages/catalogue.ts'
import { ShowKeys } from './pages.tsx'
import { keyHolder, keysOf, organisationName } from './queries.ts'

const admin = anyOf('admin')

type Here = Pick<Asked<DirectoryTables, PartnerMessage, unknown, '/organisations/:id/keys'>, 'db' | 'actor' | 'params'>

/** For the organisation's own admins; to everybody else there are no keys. */
const ours = async ({ db, actor, params: { id } }: Here): Promise<{ id: string; name: string }> => {
  const isOurs = actor.actedBy === null && actor.grants.some(({ role, scope }) => role === 'admin' && scope === id)
  const name = isOurs ? await organisationName(db, id) : null
  if (name === null) throw new NotFound()
  return { id, name }
}

export const partnerRoutes = routes<DirectoryTables, PartnerMessage>(
  'directory',
  partnerSentences,
  ({ page, action, endpoint }) => [
    page(
      '/organisations/:id/keys',
      { access: admin, shows: 'personal', about: 'Keys for an organisation’s own programs' },
      async (asked) => {
        const organisation = await ours(asked)
        const { db, now, language, t } = asked
        return (
          <ShowKeys
            organisation={organisation}
            keys={await keysOf(db, organisation.id)}
            now={now}
            language={language}
            t={t}
          />
        )
      },
    ),
    action(
      '/organisations/:id/keys',
      { access: admin, input: NewKey, effect: 'writes', about: 'Makes a key, shown once' },
      async (asked) => {
        const { id } = await ours(asked)
        const key = await makeKey(asked.db, asked.actor, id, asked.input, asked.now)
        return seeOther(`/organisations/${id}/keys`, asked.t('made', { key }))
      },
      async (asked, typed, problems) => {
        const organisation = await ours(asked)
        const { db, now, language, t } = asked
        const keys = await keysOf(db, organisation.id)
        return <ShowKeys {...{ organisation, keys, typed, problems, now, language, t }} />
      },
    ),
    action(
      '/organisations/:id/keys/end',
      { access: admin, input: OldKey, effect: 'writes', about: 'Ends a key' },
      async (asked) => {
        const { id } = await ours(asked)
        await endKey(asked.db, asked.actor, id, asked.input.key, asked.now)
        return seeOther(`/organisations/${id}/keys`, asked.t('ended'))
      },
      async (asked) => {
        const organisation = await ours(asked)
        const { db, now, language, t } = asked
        return (
          <ShowKeys
            organisation={organisation}
            keys={await keysOf(db, organisation.id)}
            now={now}
            language={language}
            t={t}
          />
        )
      },
    ),
    endpoint(
      'PUT',
      '/api/hsds/3.2/services/:id',
      {
        access: anyone,
        effect: 'writes',
        shows: 'own',
        input: ServiceWritten,
        withoutToken: {
          because: 'a program writes with a key of its own in Authorization, which no browser sends along',
        },
        limit: { perMinute: 120 },
        about:
          'Writes a service of one’s own organisation, by its key; 409 names each field that somebody else changed since',
      },
      async ({ db, headers, params, input, now }) => {
        const key = await keyHolder(db, headers)
        const { changed, conflicts } = await writeService(db, key, params.id, input, now)
        if (!conflicts.length) return json({ id: params.id, changed })
        const detail =
          'Somebody else changed these fields since you read them. Read the record again, or name them in «overwrite».'
        return json(
          { type: 'about:blank', title: 'conflict', status: 409, detail, conflicts },
          { status: 409, type: 'application/problem+json' },
        )
      },
    ),
  ],
)
