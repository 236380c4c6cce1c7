import type { Problem } from '#kernel/errors/errors.ts'
import type { T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { Card, Empty, Facts, Note } from '#ui/card.tsx'
import { Form, TextField } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import { ReportLink } from '#ui/report-link.tsx'
import { Pagination } from '#ui/table.tsx'
import { Sheet } from '../pages.tsx'
import type { ProfileKey } from './messages/en.ts'
import type { Listed, Profile } from './queries.ts'
import { ageBand, listFields, type ProfileField, wordsIn } from './rules.ts'

export type ProfileWords = T<ProfileKey>

type Told = Profile['fields'][number]

const Answer = ({ t, told, now }: { t: ProfileWords; told: Told; now: Date }) => {
  if (told.field === 'birth_year') {
    const [from, to] = ageBand(Number(told.value), now)
    return <>{t('ageBand', { from: String(from), to: String(to) })}</>
  }
  if (listFields.includes(told.field)) return <Facts facts={wordsIn(told.value).map((words) => ({ words }))} />
  return <bdi>{told.value}</bdi>
}

/** What somebody tells, each answer under its own word. */
export const ToldFields = ({ t, fields, now }: { t: ProfileWords; fields: Told[]; now: Date }) => (
  <dl class="profile-told">
    {fields.map((told) => (
      <div key={told.field}>
        <dt>{t(`shown_${told.field}`)}</dt>
        <dd>
          <Answer t={t} told={told} now={now} />
        </dd>
      </div>
    ))}
  </dl>
)

export const ShowProfile = ({
  t,
  profile,
  own,
  connects,
  helps,
  now,
}: {
  t: ProfileWords
  profile: Profile
  own: boolean
  /** The viewer is a connector, and could hand over to this person. */
  connects: boolean
  /** The viewer could let this person act for them. */
  helps: boolean
  now: Date
}) => (
  <Sheet title={profile.name}>
    {own && (
      <Note icon="user-round" tone="sky">
        <p>{t('thisIsYou')}</p>
        <p>
          <a href="/account/profile">{t('changeProfile')}</a> · <a href="/account/profile/preview">{t('editSee')}</a>
        </p>
      </Note>
    )}
    {profile.fields.length > 0 ? (
      <ToldFields t={t} fields={profile.fields} now={now} />
    ) : (
      !own && <p>{t('onlyName', { name: profile.name })}</p>
    )}
    {helps && (
      <p>
        <a href={`/people/${profile.id}/act-for-me`}>{t('letAct')}</a>
      </p>
    )}
    {!own && connects && (
      <p>
        <a href={`/people/${profile.id}/hand-over`}>{t('handOver')}</a>
      </p>
    )}
    {!own && <KeepAway t={t} profile={profile} />}
    {!own && <ReportLink kind="person" id={profile.id} what={profile.name} />}
  </Sheet>
)

const KeepAway = ({ t, profile: { id, name } }: { t: ProfileWords; profile: Profile }) => (
  <section class="stack" aria-labelledby="keep-away">
    <h2 id="keep-away">{t('keepAway')}</h2>
    <p class="soft">{t('keepAwayText', { name })}</p>
    <p class="profile-who">
      <a class="btn quiet less" href={`/people/${id}/not-meet`}>
        {t('notMeetThem')}
      </a>
      <a class="btn quiet less" href={`/people/${id}/block`}>
        {t('blockThem', { name })}
      </a>
    </p>
    <p>
      <a href={`/report/person/${id}`}>{t('reportThem')}</a>
    </p>
  </section>
)

const others = ['groups', 'members', 'everyone'] as const
export type Other = (typeof others)[number]

interface PreviewShown {
  t: ProfileWords
  as: Other
  profile: Profile | null
  now: Date
}

export const ShowPreview = ({ t, as, profile, now }: PreviewShown) => (
  <Sheet title={t('previewTitle')}>
    <nav aria-label={t('previewAs')}>
      <ul class="profile-who">
        {others.map((one) => (
          <li key={one}>
            <a
              class="btn quiet less"
              href={`/account/profile/preview?as=${one}`}
              aria-current={one === as ? 'page' : undefined}
            >
              {t(`as_${one}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
    {profile ? (
      <section class="stack" aria-labelledby="seen">
        <h2 id="seen">
          <bdi>{profile.name}</bdi>
        </h2>
        {profile.fields.length ? <ToldFields t={t} fields={profile.fields} now={now} /> : <p>{t('previewEmpty')}</p>}
      </section>
    ) : (
      <Empty title={t('previewNothing')} text={t('previewNothingText')} />
    )}
    <p>
      <a class="btn" href="/account/profile">
        {t('changeProfile')}
      </a>
    </p>
  </Sheet>
)

interface PeopleShown {
  t: ProfileWords
  people: Listed[]
  total: number
  words: string
  page: number
  pages: number
  ownId: string | null
}

const pillsOf = ({ fields }: Listed) =>
  fields.flatMap(({ field, value }) =>
    field === 'neighbourhood' || field === 'pronouns'
      ? []
      : wordsIn(value)
          .slice(0, 4)
          .map((words) => ({ words })),
  )

const under = ({ fields }: Listed, field: ProfileField) => fields.find((one) => one.field === field)?.value

const Found = ({ t, people, ownId }: Pick<PeopleShown, 't' | 'people' | 'ownId'>) => (
  <ul class="profile-people">
    {people.map((one) => (
      <li key={one.id}>
        <Card
          level={2}
          tone="plum"
          edged
          title={one.name}
          href={`/people/${one.id}`}
          by={[under(one, 'pronouns'), under(one, 'neighbourhood'), one.id === ownId && t('itIsYou')]
            .filter(Boolean)
            .join(' · ')}
        >
          <Facts facts={pillsOf(one)} />
        </Card>
      </li>
    ))}
  </ul>
)

export const ShowPeople = ({ t, people, total, words, page, pages, ownId }: PeopleShown) => (
  <Page title={t('peopleTitle')} noindex>
    <div class="wrap stack">
      <h1>{t('peopleTitle')}</h1>
      <p class="lead">{t('peopleLead')}</p>
      <p>
        <a href="/connectors">{t('connectors')}</a>
      </p>
      <search class="profile-search">
        <Form action="/people" method="get" submit={t('searchButton')}>
          <TextField name="q" label={t('searchLabel')} value={words} maxLength={100} optional />
        </Form>
      </search>
      {people.length > 0 ? (
        <>
          <p class="soft" role="status">
            {words ? t('peopleFound', { count: total, words }) : t('peopleCount', { count: total })}
          </p>
          <Found t={t} people={people} ownId={ownId} />
        </>
      ) : words ? (
        <Empty title={t('nobodyFound', { words })} text={t('nobodyFoundText')}>
          <a href="/people">{t('showAll')}</a>
        </Empty>
      ) : (
        <Empty title={t('nobodyYet')} text={t('nobodyYetText')}>
          <a href="/account/profile">{t('changeProfile')}</a>
        </Empty>
      )}
      <Pagination
        page={page}
        pages={pages}
        href={(to) => `/people?${new URLSearchParams({ q: words, page: `${to}` })}`}
      />
    </div>
  </Page>
)

export interface EditShown {
  t: ProfileWords
  typed: Typed
  problems?: Problem[]
  areas: string[]
}
