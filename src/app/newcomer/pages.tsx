import { languageNames, languages, type T } from '#kernel/messages/messages.ts'
import { Panel } from '#ui/card.tsx'
import { Checkbox, Form, TextField } from '#ui/form.tsx'
import { KeepOffline } from '#ui/offline.tsx'
import { Page } from '#ui/page.tsx'
import type { PackRequest } from './fields.ts'
import type { MessageKey } from './messages/en.ts'

/** Where somebody asks for the pack, for themselves or for a person whom they help. */
export const ShowNewcomer = ({ asked, t }: { asked: PackRequest; t: T<MessageKey> }) => (
  <Page title={t('pageTitle')} description={t('lead')}>
    <div class="wrap narrow stack">
      <h1>{t('pageTitle')}</h1>
      <p class="lead">{t('lead')}</p>
      <Panel title={t('make')}>
        <Form action="/newcomer.pdf" method="get" submit={t('make')}>
          <TextField name="near" label={t('near')} hint={t('nearHint')} value={asked.near} maxLength={80} />
          <Checkbox name="large" label={t('large')} checked={asked.large} />
        </Form>
      </Panel>
      <KeepOffline paths={['/newcomer.pdf']} />
      <h2>{t('languages')}</h2>
      <ul>
        {languages.map((language) => (
          <li key={language}>
            <a href={`/newcomer.pdf?lang=${language}`} hreflang={language} lang={language}>
              {languageNames[language]}
            </a>
          </li>
        ))}
      </ul>
    </div>
  </Page>
)
