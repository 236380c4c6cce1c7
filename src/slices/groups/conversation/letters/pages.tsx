import type { T } from '#kernel/messages/messages.ts'
import { Form, Radios } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import type { Refused } from '../compose/pages.tsx'
import type { TalkKey } from '../messages/catalogue.ts'
import { choicesFor, isDiscreet } from '../rules.ts'
import type { Held } from './queries.ts'

/** The link under a letter: the same choice as on the group's page, without signing in. Of a circle it says no name. */
export const ShowByKey = ({
  t,
  held: { talk, letters },
  letterKey,
  typed = {},
  problems = [],
}: Refused & { t: T<TalkKey>; held: Held; letterKey: string }) => {
  const discreet = isDiscreet(talk)
  const title = discreet ? t('letterNoGroup') : t('letterGroup', { group: talk.name })
  return (
    <Page title={t('lettersTitle')} noindex>
      <div class="wrap narrow stack">
        <h1>{title}</h1>
        <p class="lead">{t('letterKeyLead')}</p>
        <Form action={`/letters/${letterKey}`} submit={t('lettersSave')} problems={problems}>
          <Radios
            name="letters"
            legend={t('lettersLead')}
            choices={choicesFor(discreet).map((value) => ({ value, label: t(value) }))}
            value={typed.letters ?? letters}
            problems={problems}
          />
        </Form>
      </div>
    </Page>
  )
}
