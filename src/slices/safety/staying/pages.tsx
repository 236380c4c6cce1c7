import type { T } from '#kernel/messages/messages.ts'
import { Note } from '#ui/card.tsx'
import { Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import type { SafetyKey } from '../messages/catalogue.ts'
import { severities } from '../rules.ts'

interface Words {
  t: T<SafetyKey>
}

const List = ({ t, keys }: Words & { keys: readonly SafetyKey[] }) => (
  <ul>
    {keys.map((key) => (
      <li key={key}>{t(key)}</li>
    ))}
  </ul>
)

/** What quick exit can and cannot do, said honestly; how to report something, and what is done with it. */
export const ShowSafety = ({ t, days }: Words & { days: number }) => (
  <Page title={t('safetyTitle')}>
    <div class="wrap narrow stack roomy">
      <h1>{t('safetyTitle')}</h1>
      <p class="lead">{t('safetyLead')}</p>
      <Note icon="phone" tone="clay">
        <p>
          {t('sayDanger')} <a href="/help-now">{t('safetyNumbers')}</a>
        </p>
      </Note>
      <Exit t={t} />
      <Saying t={t} />
      <Promises t={t} days={days} />
    </div>
  </Page>
)

const helps = ['safetyHelps1', 'safetyHelps2', 'safetyHelps3', 'safetyHelps4', 'safetyHelps5', 'safetyHelps6'] as const

const Exit = ({ t }: Words) => (
  <section class="stack" id="leaving">
    <h2>{t('safetyExit')}</h2>
    <h3>{t('safetyCan')}</h3>
    <p>{t('safetyCanText')}</p>
    <h3>{t('safetyCannot')}</h3>
    <List t={t} keys={['safetyHistory', 'safetySpyware', 'safetyMail', 'safetyScreen']} />
    <h3>{t('safetyHelps')}</h3>
    <List t={t} keys={helps} />
  </section>
)

const examples = { now: 'soonNow', today: 'soonToday', soon: 'soonSoon' } as const

const Saying = ({ t }: Words) => (
  <section class="stack" id="reporting">
    <h2>{t('sayTitle')}</h2>
    <p>{t('sayHow')}</p>
    <h3>{t('soonTitle')}</h3>
    <Table
      caption={t('soonCaption')}
      columns={[t('soonWhat'), t('soonWhen')]}
      rows={severities.map((severity) => ({
        key: severity,
        cells: [t(examples[severity]), t(`severity_${severity}`)],
      }))}
    />
    <h3>{t('thenTitle')}</h3>
    <ol>
      <li>{t('then1')}</li>
      <li>{t('then2')}</li>
      <li>{t('then3')}</li>
      <li>{t('then4')}</li>
    </ol>
    <h3>{t('readsTitle')}</h3>
    <List t={t} keys={['reads1', 'reads2', 'reads3', 'reads4']} />
  </section>
)

const Promises = ({ t, days }: Words & { days: number }) => (
  <section class="stack" id="promises">
    <h2>{t('limitsTitle')}</h2>
    <p>{t('limitsText')}</p>
    <h2>{t('againTitle')}</h2>
    <p>
      {t('againText')} <a href="/account/notices">{t('againLink')}</a>
    </p>
    <h2>{t('neverTitle')}</h2>
    <ul>
      <li>{t('never1')}</li>
      <li>{t('never2')}</li>
      <li>{t('never3')}</li>
      <li>{t('never4', { days })}</li>
      <li>{t('never5')}</li>
    </ul>
  </section>
)
