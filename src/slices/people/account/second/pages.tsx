import { CodeField, Form, PasswordField } from '#ui/form.tsx'
import { Sheet } from '../../pages.tsx'
import { BackToAccount, type Shown, type Words } from '../pages.tsx'

interface AskProps extends Shown {
  action: string
  submit: string
  tone?: 'grave'
}

const AskPassword = ({ t, action, submit, problems, tone }: AskProps) => (
  <Form action={action} submit={submit} problems={problems} tone={tone}>
    <PasswordField
      name="password"
      label={t('yourPassword')}
      hint={t('yourPasswordHint')}
      autocomplete="current-password"
      problems={problems}
    />
  </Form>
)

export const ShowSecondStepOff = ({ t, problems }: Shown) => (
  <Sheet title={t('secondTitle')} lead={t('secondLead')}>
    <p>{t('secondNeeds')}</p>
    <AskPassword t={t} action="/account/second-step/begin" submit={t('begin')} problems={problems} />
    <BackToAccount t={t} />
  </Sheet>
)

interface SettingUp extends Shown {
  /** The QR code as SVG, made by us from the key. */
  picture: string
  secret: string
}

export const ShowSettingUp = ({ t, picture, secret, problems }: SettingUp) => (
  <Sheet title={t('setUpTitle')}>
    <ol class="account-steps">
      <li>
        {t('setUpScan')}
        <div
          class="account-qr"
          role="img"
          aria-label={t('setUpPicture')}
          dangerouslySetInnerHTML={{ __html: picture }}
        />
        <p>
          {t('setUpType')} <code dir="ltr">{secret.replace(/(.{4})/gu, '$1 ').trim()}</code>
        </p>
      </li>
      <li>{t('setUpProve')}</li>
    </ol>
    <Form action="/account/second-step/prove" submit={t('turnOn')} problems={problems}>
      <CodeField name="code" label={t('code')} autocomplete="one-time-code" problems={problems} />
    </Form>
    <Form action="/account/second-step/stop" submit={t('stop')} tone="quiet" />
  </Sheet>
)

export const ShowSecondStepOn = ({ t }: Shown) => (
  <Sheet title={t('secondTitle')} lead={t('secondStepOn')}>
    <ul class="account-ways">
      <li>
        <a href="/account/second-step/codes/new">{t('codesNew')}</a>
      </li>
      <li>
        <a href="/account/second-step/remove">{t('turnOff')}</a>
      </li>
    </ul>
    <BackToAccount t={t} />
  </Sheet>
)

export const ShowNewCodes = ({ t, problems }: Shown) => (
  <Sheet title={t('codesNew')} lead={t('codesNewLead')}>
    <AskPassword t={t} action="/account/second-step/codes/new" submit={t('codesNew')} problems={problems} />
    <BackToAccount t={t} />
  </Sheet>
)

export const ShowTurnOff = ({ t, problems }: Shown) => (
  <Sheet title={t('turnOff')} lead={t('turnOffLead')}>
    <AskPassword t={t} action="/account/second-step/remove" submit={t('turnOff')} problems={problems} tone="grave" />
    <BackToAccount t={t} />
  </Sheet>
)

interface CodesShown {
  t: Words
  codes: string[]
  until: string
}

export const ShowCodes = ({ t, codes, until }: CodesShown) => (
  <Sheet title={t('codesTitle')} lead={t('codesLead', { time: until })}>
    <ul class="account-codes" dir="ltr">
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ul>
    <p>
      <a href="/account/second-step/codes.txt" download>
        {t('codesFile')}
      </a>
    </p>
    <Form action="/account/second-step/codes/kept" submit={t('codesKept')} />
  </Sheet>
)
