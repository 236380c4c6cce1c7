import type { Problem } from '#kernel/errors/errors.ts'
import type { T } from '#kernel/messages/messages.ts'
import { Note } from '#ui/card.tsx'
import { Checkbox, Form } from '#ui/form.tsx'
import { Sheet } from '../../pages.tsx'
import type { MyDataKey } from '../messages/en.ts'
import { wordsOf } from '../pages.tsx'
import type { Named } from '../rules.ts'

interface Shown {
  t: T<MyDataKey>
  language: string
  mandate: { id: string; name: string }
  remains: Named[]
  problems?: Problem[]
}

/** Somebody without e-mail wants to go: whoever is at the desk presses for them, and says that they were asked to. */
export const ShowEraseFor = ({ t, language, mandate: { id, name }, remains, problems }: Shown) => (
  <Sheet title={t('eraseForTitle', { name })} lead={t('eraseForLead', { name })}>
    <section class="stack" aria-labelledby="stays">
      <h2 id="stays">{t('staysTitle')}</h2>
      <ul>
        {remains.map((named) => (
          <li key={named.en}>{wordsOf(named, language)}</li>
        ))}
        <li>{t('staysBackup')}</li>
      </ul>
    </section>
    <Note icon="circle-alert" tone="clay">
      <p>{t('eraseLead')}</p>
    </Note>
    <Form action={`/desk/people/${id}/erase`} submit={t('erasePress')} tone="grave" problems={problems}>
      <Checkbox name="asked" label={t('eraseForAsked', { name })} problems={problems} />
    </Form>
    <p>
      <a href="/desk/people">{t('eraseForKeep')}</a>
    </p>
  </Sheet>
)
