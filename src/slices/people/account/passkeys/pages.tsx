import { Form, PasswordField, TextField } from '#ui/form.tsx'
import { useFrame } from '#ui/frame.ts'
import { Sheet } from '../../pages.tsx'
import { BackToAccount, type Shown, type Words } from '../pages.tsx'
import type { OwnPasskey } from '../queries.ts'

interface PasskeysShown {
  t: Words
  passkeys: OwnPasskey[]
  day: (date: Date) => string
}

const nameOf = (t: Words, { name }: { name: string | null }) => name || t('passkeyUnnamed')

export const ShowPasskeys = ({ t, passkeys, day }: PasskeysShown) => (
  <Sheet title={t('passkeysTitle')} lead={t('passkeysLead')}>
    {passkeys.length === 0 ? (
      <p>{t('noPasskeys')}</p>
    ) : (
      <ul class="account">
        {passkeys.map((passkey) => (
          <li key={passkey.id} class="account-row">
            <div>
              <bdi>
                <strong>{nameOf(t, passkey)}</strong>
              </bdi>
              <p class="small soft">{t('since', { date: day(passkey.since) })}</p>
            </div>
            <p class="account-do">
              <a href={`/account/passkeys/${passkey.id}/remove`}>
                {t('remove')} <span class="sr">{nameOf(t, passkey)}</span>
              </a>
            </p>
          </li>
        ))}
      </ul>
    )}
    <AddPasskey t={t} />
    <BackToAccount t={t} />
  </Sheet>
)

/** Sent by script: only the browser's own dialogue can make a passkey. Without script a sentence says so. */
const AddPasskey = ({ t }: { t: Words }) => {
  const { asset, formToken } = useFrame()
  return (
    <section class="stack" aria-labelledby="add-passkey">
      <h2 id="add-passkey">{t('addPasskey')}</h2>
      <p data-without-passkey>{t('passkeyNeedsScript')}</p>
      <div class="form" data-passkey="add" data-token={formToken()} data-failed={t('passkeyFailed')} hidden>
        <TextField name="name" label={t('passkeyName')} hint={t('passkeyNameHint')} maxLength={60} />
        <PasswordField
          name="password"
          label={t('yourPassword')}
          hint={t('yourPasswordHint')}
          autocomplete="current-password"
        />
        <p role="status" class="problem" />
        <div>
          <button type="button" class="btn" data-press>
            {t('addPasskey')}
          </button>
        </div>
      </div>
      <script type="module" src={asset('passkey.js')} />
    </section>
  )
}

export const ShowRemovePasskey = ({ t, passkey, problems }: Shown & { passkey: OwnPasskey }) => (
  <Sheet title={t('removeTitle')} lead={t('removeLead', { name: nameOf(t, passkey) })}>
    <Form action={`/account/passkeys/${passkey.id}/remove`} submit={t('remove')} problems={problems} tone="grave">
      <PasswordField
        name="password"
        label={t('yourPassword')}
        hint={t('yourPasswordHint')}
        autocomplete="current-password"
        problems={problems}
      />
    </Form>
    <BackToAccount t={t} />
  </Sheet>
)
