import { Invalid } from '#kernel/errors/errors.ts'
import { signedIn } from '#kernel/routes/access.ts'
import { seeOther } from '#kernel/routes/answer.ts'
import { type Route, routes } from '#kernel/routes/registry.ts'
import type { DirectoryTables } from '../tables.ts'
import { addPlace, editable, editListing, leavePlace, setClosed, type Undone, undoChange } from './commands.ts'
import { ListingTyped, NewPlace, OldChange, OldPlace, valuesTyped } from './fields.ts'
import { type EditingKey, editingSentences } from './messages/catalogue.ts'
import { ShowEdit, ShowHistory } from './pages.tsx'
import { changesOf } from './queries.ts'
import { folders, type RecordKind } from './rules.ts'

const undone: Record<Undone['kind'], EditingKey> = {
  undone: 'undone',
  changedSince: 'undoneChangedSince',
  notOurs: 'undoneNotOurs',
}

/** The pages by which those whose listing it is keep it true. For everybody else they do not exist. */
const ofKind = (kind: RecordKind): Route[] => {
  const base = `/${folders[kind]}/:id` as const
  return routes<DirectoryTables, EditingKey>('directory', editingSentences, ({ page, action }) => [
    page(
      `${base}/edit`,
      { access: signedIn, shows: 'own', about: 'Change a listing of one’s own organisation' },
      async ({ db, actor, params, t, language, now, community: { zone } }) => (
        <ShowEdit record={await editable(db, actor, { kind, id: params.id })} {...{ t, language, now, zone }} />
      ),
    ),
    action(
      `${base}/edit`,
      { access: signedIn, input: ListingTyped[kind], effect: 'writes', about: 'Saves a listing' },
      async ({ db, actor, params, input, now, t }) => {
        const thing = { kind, id: params.id }
        const { values: there } = await editable(db, actor, thing)
        const { values, problems } = valuesTyped(kind, input, there)
        if (problems.length) throw new Invalid(problems)
        const { changed } = await editListing(db, actor, thing, values, now)
        return seeOther(`/${folders[kind]}/${params.id}/edit`, t(changed ? 'savedListing' : 'savedNothing'))
      },
      async ({ db, actor, params, t, language, now, community: { zone } }, typed, problems) => {
        const record = await editable(db, actor, { kind, id: params.id })
        return <ShowEdit again="listing" {...{ record, typed, problems, t, language, now, zone }} />
      },
    ),
    action(
      `${base}/edit/closed`,
      { access: signedIn, effect: 'writes', about: 'Closes a listing for good' },
      async ({ db, actor, params, now, t }) => {
        await setClosed(db, actor, { kind, id: params.id }, true, now)
        return seeOther(`/${folders[kind]}/${params.id}/edit`, t('closedForGood'))
      },
    ),
    action(
      `${base}/edit/open`,
      { access: signedIn, effect: 'writes', about: 'Opens a closed listing again' },
      async ({ db, actor, params, now, t }) => {
        await setClosed(db, actor, { kind, id: params.id }, false, now)
        return seeOther(`/${folders[kind]}/${params.id}/edit`, t('openedAgain'))
      },
    ),
    page(
      `${base}/history`,
      { access: signedIn, shows: 'own', about: 'What changed in a listing, for those who may change it' },
      async ({ db, actor, params, t, language, now, community: { zone } }) => {
        const record = await editable(db, actor, { kind, id: params.id })
        return <ShowHistory changes={await changesOf(db, record)} {...{ record, t, language, now, zone }} />
      },
    ),
    action(
      `${base}/history/undo`,
      { access: signedIn, input: OldChange, effect: 'writes', about: 'Takes one change of a listing back' },
      async ({ db, actor, params, input, now, t }) => {
        const done = await undoChange(db, actor, { kind, id: params.id }, input.change, now)
        return seeOther(`/${folders[kind]}/${params.id}/history`, t(undone[done.kind]))
      },
      async ({ db, actor, params, t, language, now, community: { zone } }) => {
        const record = await editable(db, actor, { kind, id: params.id })
        return <ShowHistory changes={await changesOf(db, record)} {...{ record, t, language, now, zone }} />
      },
    ),
  ])
}

const places = routes<DirectoryTables, EditingKey>('directory', editingSentences, ({ action }) => [
  action(
    '/services/:id/edit/place',
    { access: signedIn, input: NewPlace, effect: 'writes', about: 'Adds a place to a service' },
    async ({ db, actor, params, input, now, t, community }) => {
      await addPlace(db, actor, params.id, input, community.zone, now)
      return seeOther(`/services/${params.id}/edit`, t('addedPlace'))
    },
    async ({ db, actor, params, t, language, now, community: { zone } }, typed, problems) => {
      const record = await editable(db, actor, { kind: 'service', id: params.id })
      return <ShowEdit again="place" {...{ record, typed, problems, t, language, now, zone }} />
    },
  ),
  action(
    '/services/:id/edit/place/gone',
    { access: signedIn, input: OldPlace, effect: 'writes', about: 'Takes a service away from a place' },
    async ({ db, actor, params, input, now, t }) => {
      await leavePlace(db, actor, params.id, input.location, now)
      return seeOther(`/services/${params.id}/edit`, t('leftPlace'))
    },
    async ({ db, actor, params, t, language, now, community: { zone } }) => {
      const record = await editable(db, actor, { kind: 'service', id: params.id })
      return <ShowEdit {...{ record, t, language, now, zone }} />
    },
  ),
])

export const editingRoutes: Route[] = [...ofKind('service'), ...ofKind('place'), ...ofKind('organisation'), ...places]
