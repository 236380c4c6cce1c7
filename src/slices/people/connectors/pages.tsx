import type { Problem } from '#kernel/errors/errors.ts'
import type { T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { Card, Empty, Note } from '#ui/card.tsx'
import { Checkbox, EmailField, Form, Hidden, TextArea, TextField } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { Press, Sheet } from '../pages.tsx'
import type { ConnectorKey } from './messages/en.ts'
import type { Asked, Connector } from './queries.ts'

type Words = T<ConnectorKey>

interface ListShown {
  t: Words
  connectors: Connector[]
  /** Whoever looks, and whether they may say thank you. */
  viewerId: string | null
}

export const ShowConnectors = ({ t, connectors, viewerId }: ListShown) => (
  <Page title={t('listTitle')} noindex>
    <div class="wrap stack">
      <h1>{t('listTitle')}</h1>
      <p class="lead">{t('listLead')}</p>
      {connectors.length ? (
        <ul class="profile-people">
          {connectors.map((one) => (
            <li key={one.id}>
              <Card
                level={2}
                tone="plum"
                edged
                title={one.name}
                href={`/people/${one.personId}`}
                by={t('area', { area: one.area })}
              >
                {one.about && (
                  <p>
                    <bdi>{one.about}</bdi>
                  </p>
                )}
                {viewerId && viewerId !== one.personId && (
                  <p>
                    <a href={`/connectors/${one.id}/thanks`}>{t('thank', { name: one.name })}</a>
                  </p>
                )}
              </Card>
            </li>
          ))}
        </ul>
      ) : (
        <Empty title={t('listNone')} text={t('listNoneText')} />
      )}
      {viewerId && (
        <p>
          <a href="/account/connector">{t('ownTitle')}</a>
        </p>
      )}
    </div>
  </Page>
)

interface ThankShown {
  t: Words
  connector: Connector
  typed?: Typed
  problems?: Problem[]
}

export const ShowThank = ({ t, connector: { id, name }, typed, problems }: ThankShown) => (
  <Sheet title={t('thank', { name })}>
    <Form action={`/connectors/${id}/thanks`} submit={t('thankPress')} problems={problems}>
      <TextArea
        name="words"
        label={t('thank', { name })}
        hint={t('thankHint', { name })}
        value={typed?.words}
        problems={problems}
        maxLength={1000}
        rows={4}
      />
    </Form>
    <p>
      <a href="/connectors">{t('listTitle')}</a>
    </p>
  </Sheet>
)

const stateOf = ({ agreedAt, shownAt }: Connector) => (agreedAt ? (shownAt ? 'shown' : 'agreed') : 'asked')

interface StewardShown {
  t: Words
  connectors: Connector[]
  typed?: Typed
  problems?: Problem[]
}

export const ShowStewardConnectors = ({ t, connectors, typed, problems }: StewardShown) => (
  <Sheet title={t('stewardTitle')} lead={t('stewardLead')}>
    {connectors.length ? (
      <Table
        caption={t('now')}
        columns={[t('who'), t('where'), t('state'), t('change')]}
        rows={connectors.map((one) => ({
          key: one.id,
          cells: [
            <bdi>{one.name}</bdi>,
            <bdi>{one.area}</bdi>,
            t(stateOf(one)),
            <Press action={`/connectors/${one.id}/end`} label={t('end')} about={one.name} />,
          ],
        }))}
      />
    ) : (
      <Empty title={t('none')} />
    )}
    <Form action="/steward/connectors" submit={t('propose')} problems={problems}>
      <EmailField name="email" label={t('email')} value={typed?.email} problems={problems} />
      <TextField
        name="area"
        label={t('where_label')}
        hint={t('where_hint')}
        value={typed?.area}
        problems={problems}
        maxLength={80}
      />
    </Form>
    <p>
      <a href="/steward">{t('backSteward')}</a>
    </p>
  </Sheet>
)

interface Written {
  id: string
  words: string
}

interface OwnShown {
  t: Words
  own: Connector | null
  thanks: Written[]
  handed: Written[]
  /** Who asks to be followed, by name; and whom one has asked. */
  questions: (Asked & { name: string })[]
  waitsFor: string | null
  typed?: Typed
  problems?: Problem[]
}

const YesOrNo = ({ action, yes, no }: { action: string; yes: string; no: string }) => (
  <div class="profile-who">
    <Form action={action} submit={yes}>
      <Hidden name="yes" value="1" />
    </Form>
    <Form action={action} submit={no} tone="quiet" />
  </div>
)

const Proposal = ({ t, own }: { t: Words; own: Connector }) => (
  <section class="stack" aria-labelledby="asked">
    <h2 id="asked">{t('askedLead', { area: own.area })}</h2>
    <p>{t('askedText')}</p>
    <YesOrNo action="/account/connector/answer" yes={t('yes')} no={t('no')} />
  </section>
)

const Notes = ({ id, title, notes, none }: { id: string; title: string; notes: Written[]; none?: string }) =>
  notes.length || none ? (
    <section class="account-part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {notes.length ? (
        <ul class="account">
          {notes.map((note) => (
            <li key={note.id} class="account-row desk-letter">
              <bdi>{note.words}</bdi>
            </li>
          ))}
        </ul>
      ) : (
        <p class="soft">{none}</p>
      )}
    </section>
  ) : null

const Being = (shown: OwnShown & { own: Connector }) => {
  const { t, own, thanks, handed, waitsFor, typed, problems } = shown
  return (
    <>
      <p class="lead">{t('area', { area: own.area })}</p>
      <Form action="/account/connector" submit={t('save')} problems={problems}>
        <TextArea
          name="about"
          label={t('about')}
          value={typed?.about ?? own.about}
          problems={problems}
          maxLength={500}
          rows={3}
          optional
        />
        <Checkbox
          name="show"
          label={t('show')}
          hint={t('showHint')}
          checked={typed ? typed.show === '1' : own.shownAt !== null}
        />
      </Form>
      <Notes id="handed" title={t('wordsFor')} notes={handed} />
      <Notes id="thanks" title={t('thanks')} notes={thanks} none={t('thanksNone')} />
      <section class="account-part" aria-labelledby="stop">
        <h2 id="stop">{t('stop')}</h2>
        {waitsFor ? (
          <Note>
            <p>{t('waiting', { name: waitsFor })}</p>
            <Press action="/account/connector/take-back" label={t('takeBack')} about="" />
          </Note>
        ) : (
          <p>{t('stopText')}</p>
        )}
        <Form action={`/connectors/${own.id}/end`} submit={t('stop')} tone="grave" />
      </section>
    </>
  )
}

export const ShowOwnConnector = (shown: OwnShown) => {
  const { t, own, questions } = shown
  return (
    <Sheet title={t('ownTitle')}>
      {questions.map(({ id, name, area }) => (
        <section class="stack" key={id} aria-labelledby={`asked-${id}`}>
          <h2 id={`asked-${id}`}>{t('takeTitle', { name })}</h2>
          <p>{t('takeLead', { area })}</p>
          <YesOrNo action={`/account/connector/hand-overs/${id}`} yes={t('takeYes')} no={t('takeNo')} />
        </section>
      ))}
      {own && (own.agreedAt ? <Being {...shown} own={own} /> : <Proposal t={t} own={own} />)}
      {!own && !questions.length && <Empty title={t('ownNone')} text={t('ownNoneText')} />}
      <p>
        <a href="/connectors">{t('listTitle')}</a>
      </p>
      <p>
        <a href="/account">{t('back')}</a>
      </p>
    </Sheet>
  )
}

interface HandShown {
  t: Words
  own: Connector
  other: { id: string; name: string }
  typed?: Typed
  problems?: Problem[]
}

export const ShowHandOver = ({ t, own, other: { id, name }, typed, problems }: HandShown) => (
  <Sheet title={t('handTitle', { name })} lead={t('handLead', { name, area: own.area })}>
    <Form action={`/people/${id}/hand-over`} submit={t('handPress', { name })} problems={problems}>
      <TextArea
        name="words"
        label={t('handWords')}
        hint={t('handHint')}
        value={typed?.words}
        problems={problems}
        maxLength={1000}
        rows={4}
        optional
      />
    </Form>
    <p>
      <a href="/account/connector">{t('ownTitle')}</a>
    </p>
  </Sheet>
)
