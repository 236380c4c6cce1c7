import { languageNames, languages } from '#kernel/messages/messages.ts'
import { Panel } from '#ui/card.tsx'
import { Checkbox, Form, SelectField } from '#ui/form.tsx'
import { KeepOffline } from '#ui/offline.tsx'
import { Crumbs, Page } from '#ui/page.tsx'
import type { Say } from '../axes/pages.tsx'
import type { MessageKey } from '../messages/en.ts'

interface Parts {
  areas: string[]
  needs: string[]
}

/** Needs that have a name of ours, by it. */
const needChoices = (needs: string[], isSentence: (key: string) => key is MessageKey, t: Say) =>
  needs
    .flatMap((need) => {
      const key = `need_${need}`
      return isSentence(key) ? [{ value: need, label: t(key) }] : []
    })
    .sort((a, b) => a.label.localeCompare(b.label))

export const ShowGuide = ({
  parts,
  isSentence,
  t,
}: {
  parts: Parts
  isSentence: (key: string) => key is MessageKey
  t: Say
}) => (
  <Page title={t('guide')} description={t('guideLead')}>
    <div class="wrap narrow stack">
      <Crumbs links={[{ href: '/find', label: t('findHelp') }]} />
      <h1>{t('guide')}</h1>
      <p class="lead">{t('guideLead')}</p>
      <Panel title={t('guidePart')}>
        <Form action="/guide.pdf" method="get" submit={t('guideGet')}>
          <SelectField
            name="need"
            label={t('guideNeed')}
            choices={[{ value: '', label: t('guideAll') }, ...needChoices(parts.needs, isSentence, t)]}
          />
          <SelectField
            name="area"
            label={t('guideArea')}
            choices={[
              { value: '', label: t('guideAllAreas') },
              ...parts.areas.map((area) => ({ value: area, label: area })),
            ]}
          />
          <Checkbox name="large" label={t('guideLarge')} />
        </Form>
      </Panel>
      <KeepOffline paths={['/guide.pdf']} />
      <h2>{t('guideLanguages')}</h2>
      <ul>
        {languages.map((language) => (
          <li key={language}>
            <a href={`/guide.pdf?lang=${language}`} hreflang={language} lang={language}>
              {languageNames[language]}
            </a>
          </li>
        ))}
      </ul>
    </div>
  </Page>
)
