import { Panel } from '#ui/card.tsx'
import type { Problem } from '#ui/field.tsx'
import { Form, Hidden, TextField } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import { Paragraphs, PromiseBox, Promised, type Say } from '../pages.tsx'
import type { Invitation } from './queries.ts'

interface Shown {
  invitation: Invitation
  invitationKey: string
  isMember: boolean
  typed?: Partial<Record<string, string>>
  problems?: Problem[]
  t: Say
}

const Accept = ({ invitation, invitationKey, typed = {}, problems = [], t }: Omit<Shown, 'isMember'>) => (
  <Form action="/groups/invitation" submit={t('join')} problems={problems}>
    <Hidden name="key" value={invitationKey} />
    {invitation.confidential && (
      <TextField
        name="pseudonym"
        label={t('pseudonym')}
        hint={t('pseudonymHint')}
        value={typed.pseudonym}
        problems={problems}
        autocomplete="off"
      />
    )}
    <PromiseBox group={invitation} problems={problems} ticked={typed.agree === '1'} t={t} />
  </Form>
)

/** What somebody with the key in a letter sees: which group it is, what is promised, one button. Opening it changes nothing. */
export const ShowInvitation = (props: Shown) => {
  const { invitation, invitationKey, isMember, t } = props
  return (
    <Page title={t('invitationTitle')} noindex>
      <div class="wrap narrow stack">
        <h1>{t('invitationText', { name: invitation.name })}</h1>
        <Paragraphs text={invitation.about} lead />
        <Panel title={t('joinTitle')}>
          <Promised group={invitation} t={t} />
          {isMember ? (
            <Accept {...props} />
          ) : (
            <>
              <p>{t('signInInvited')}</p>
              <p>
                <a class="btn" href={`/sign-in?next=${encodeURIComponent(`/groups/invitation?key=${invitationKey}`)}`}>
                  {t('signInToJoin')}
                </a>
              </p>
            </>
          )}
        </Panel>
        <p class="soft">{t('invitationIgnore')}</p>
      </div>
    </Page>
  )
}
