import type { Problem } from '#kernel/errors/errors.ts'
import type { Language, T } from '#kernel/messages/messages.ts'
import { timeWords } from '#kernel/time/words.ts'
import { Empty, Panel } from '#ui/card.tsx'
import { Form, Hidden, TextField } from '#ui/form.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import type { PartnerMessage } from './messages/catalogue.ts'
import type { PartnerKey } from './queries.ts'

interface KeysProps {
  organisation: { id: string; name: string }
  keys: PartnerKey[]
  typed?: Record<string, string>
  problems?: Problem[]
  now: Date
  language: Language
  t: T<PartnerMessage>
}

const Key = ({
  one,
  path,
  words,
  t,
}: {
  one: PartnerKey
  path: string
  words: ReturnType<typeof timeWords>
  t: KeysProps['t']
}) => (
  <Panel title={one.label}>
    <p>
      {t('created', { date: words.date(one.createdOn) })}{' '}
      {one.usedOn ? t('used', { date: words.calendarDate(one.usedOn) }) : t('unused')}
    </p>
    {one.url && (
      <p class="break">
        {t('telling', { url: one.url })} {one.failingSince && t('failing', { date: words.date(one.failingSince) })}
      </p>
    )}
    <Form action={`${path}/end`} submit={t('end', { label: one.label })} tone="grave">
      <Hidden name="key" value={one.id} />
    </Form>
  </Panel>
)

/** An organisation's keys for its own programs. */
export const ShowKeys = ({ organisation, keys, typed = {}, problems = [], now, language, t }: KeysProps) => {
  const path = `/organisations/${organisation.id}/keys`
  const words = timeWords(language, 'UTC', now)
  return (
    <Page title={t('title', { name: organisation.name })} noindex>
      <div class="wrap narrow stack">
        <Crumbs links={[{ href: `/organisations/${organisation.id}`, label: organisation.name }]} />
        <h1>{t('title', { name: organisation.name })}</h1>
        <p class="lead">{t('lead')}</p>
        {keys.length ? (
          keys.map((one) => <Key key={one.id} one={one} path={path} words={words} t={t} />)
        ) : (
          <Empty title={t('none')} text={t('noneText')} />
        )}
        <Form action={path} submit={t('make')} problems={problems}>
          <TextField
            name="label"
            label={t('label')}
            hint={t('labelHint')}
            value={typed.label}
            problems={problems}
            maxLength={80}
          />
          <TextField
            name="url"
            label={t('url')}
            hint={t('urlHint')}
            value={typed.url}
            problems={problems}
            maxLength={400}
            optional
          />
        </Form>
        <h2>{t('how')}</h2>
        <p>{t('howText', { path: '/api/hsds/3.2/services/ID' })}</p>
      </div>
    </Page>
  )
}
