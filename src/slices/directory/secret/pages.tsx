import type { T } from '#kernel/messages/messages.ts'
import type { SecretPlace } from '#slices/places/secret/queries.ts'
import { Note } from '#ui/card.tsx'
import { Form } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import type { SecretKey } from './messages/catalogue.ts'
import type { PlaceKept } from './queries.ts'

type Say = T<SecretKey>

const Opened = ({ secret, t }: { secret: SecretPlace; t: Say }) => (
  <section class="panel" data-secret>
    <h2>{t('address')}</h2>
    {secret.name && <p>{secret.name}</p>}
    {secret.addresses.map(({ address_1, address_2, city, postal_code }) => (
      <p key={`${address_1}${postal_code}`}>{[address_1, address_2, city, postal_code].filter(Boolean).join(', ')}</p>
    ))}
    {secret.latitude !== undefined && (
      <p>
        {t('position')}: {secret.latitude}, {secret.longitude}
      </p>
    )}
    {(secret.description || secret.transportation) && (
      <p>
        {t('toldOf')}: {[secret.description, secret.transportation].filter(Boolean).join(' · ')}
      </p>
    )}
  </section>
)

/** Where a place is, for those who work there: secret or not, and how to change that. */
export const ShowWhereabouts = ({ place, minutes, t }: { place: PlaceKept; minutes: number; t: Say }) => {
  const path = `/places/${place.id}/whereabouts`
  return (
    <Page title={t('title')}>
      <div class="wrap narrow stack">
        <h1>{t('title')}</h1>
        <p class="lead">{t(place.confidential ? 'leadSecret' : 'leadOpen')}</p>
        {place.secret && <Opened secret={place.secret} t={t} />}
        {place.confidential && place.staff && !place.secret && (
          <Form action={`${path}/open`} submit={t('open')}>
            <p>{t('openHint', { minutes })}</p>
          </Form>
        )}
        {place.secret && (
          <Note tone="clay" icon="circle-alert">
            <p>{t('showHint')}</p>
            <Form action={`${path}/show`} submit={t('show')} tone="grave" />
          </Note>
        )}
        {place.confidential && !place.staff && <p>{t('notStaff')}</p>}
        {!place.confidential && (
          <Form action={`${path}/hide`} submit={t('hide')}>
            <p>{t('hideHint')}</p>
            {!place.staff && <p>{t(place.organisationId ? 'hideThen' : 'hideForGood')}</p>}
          </Form>
        )}
        {place.organisationId && (
          <p>
            <a href={`/organisations/${place.organisationId}`}>{t(place.staff ? 'back' : 'backToTheirs')}</a>
          </p>
        )}
      </div>
    </Page>
  )
}
