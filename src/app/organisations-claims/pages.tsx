import type { Problem } from '#kernel/errors/errors.ts'
import type { T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import type { Claim } from '#slices/organisations/claims/queries.ts'
import { DateField, type DayWords, Press, Sheet } from '#slices/organisations/pages.tsx'
import type { Verification } from '#slices/organisations/verification/queries.ts'
import { evidences } from '#slices/organisations/verification/rules.ts'
import { Note } from '#ui/card.tsx'
import { EmailField, Form, Hidden, Radios, TextArea, TextField } from '#ui/form.tsx'
import type { StaffRole } from '../organisations-staff/queries.ts'
import type { MessageKey } from '../organisations-words/messages/en.ts'

export interface Words {
  t: T<MessageKey>
  day: DayWords
}

interface Asking {
  organisation: { id: string; name: string }
  typed?: Typed
  problems?: Problem[]
}

interface ClaimAsked extends Words, Asking {
  own: string
  waits: Claim | null
}

const Waiting = ({ t, day, organisation, waits }: ClaimAsked) => (
  <Note icon="clock" tone="sky">
    <p>
      <strong>{t('claimWaits')}</strong>
    </p>
    <p>
      {waits!.proofUntil
        ? t('claimWaitsLetter', { email: waits!.email })
        : t('claimWaitsText', { date: day(waits!.askedAt) })}
    </p>
    <Press action={`/organisations/${organisation.id}/claim/withdraw`} label={t('claimWithdraw')} />
  </Note>
)

const Claiming = ({ t, organisation, own, typed, problems }: ClaimAsked) => (
  <Form action={`/organisations/${organisation.id}/claim`} submit={t('claimPress')} problems={problems}>
    <EmailField
      name="email"
      label={t('claimEmail')}
      hint={t('claimEmailHint')}
      value={typed?.email ?? own}
      problems={problems}
    />
    <TextArea
      name="words"
      label={t('claimWords')}
      hint={t('claimWordsHint')}
      value={typed?.words}
      problems={problems}
      maxLength={600}
      rows={3}
    />
  </Form>
)

export const ShowClaim = (shown: ClaimAsked) => {
  const { t, organisation, waits } = shown
  return (
    <Sheet
      title={t('claimTitle', { name: organisation.name })}
      lead={t('claimLead')}
      back={{ href: `/organisations/${organisation.id}`, label: t('backPage', { name: organisation.name }) }}
    >
      {waits ? <Waiting {...shown} /> : <Claiming {...shown} />}
    </Sheet>
  )
}

export const ShowProof = ({ t, claim, link, fits }: { t: Words['t']; claim: Claim; link: string; fits: boolean }) => (
  <Sheet title={t('proofTitle')} lead={fits ? t('proofLead', { name: claim.organisation }) : undefined}>
    {fits ? (
      <>
        <p>
          <bdi>{claim.email}</bdi>
        </p>
        <Form action="/organisation-proof" submit={t('proofPress')}>
          <Hidden name="key" value={link} />
        </Form>
      </>
    ) : (
      <Note icon="info" tone="sky">
        <p>{t('proofOther')}</p>
      </Note>
    )}
  </Sheet>
)

interface Deciding extends Words, Asking {
  claim: Claim
  person: string
  role: StaffRole
  /** A steward decides, not somebody of the organisation. */
  steward: boolean
}

export const ShowDecision = ({ t, day, claim, organisation, person, role, steward, typed, problems }: Deciding) => (
  <Sheet
    title={t('claimFor', { person, name: organisation.name })}
    back={
      steward
        ? { href: '/steward/organisations', label: t('stewardTitle') }
        : { href: `/organisations/${organisation.id}/desk`, label: t('backDesk') }
    }
  >
    <div class="card">
      <p class="lead">
        <bdi>{claim.words}</bdi>
      </p>
      <p class="small soft">{t('claimBy', { person, date: day(claim.askedAt) })}</p>
      <p>
        {t('claimAddress', { email: claim.email })}
        {claim.website && (
          <>
            <br />
            {t('claimSite', { website: claim.website })}
          </>
        )}
      </p>
      <p>{t('claimBecomes', { role })}</p>
    </div>
    <Form
      action={`/organisations/${organisation.id}/claims/${claim.id}`}
      submit={t(steward ? 'claimYesSteward' : 'claimYes')}
    >
      <Hidden name="yes" value="yes" />
    </Form>
    <Form
      action={`/organisations/${organisation.id}/claims/${claim.id}`}
      submit={t('claimNo')}
      tone="quiet"
      problems={problems}
    >
      <Hidden name="yes" value="no" />
      <TextField name="reason" label={t('claimReason')} value={typed?.reason} problems={problems} maxLength={300} />
    </Form>
  </Sheet>
)

interface Marking extends Words, Asking {
  mark: Verification | null
  by: string | null
  proposed: string
}

export const ShowMarking = ({ t, day, organisation, mark, by, proposed, typed, problems }: Marking) => (
  <Sheet
    title={t('verifyTitle', { name: organisation.name })}
    lead={t('verifyLead')}
    back={{ href: `/organisations/${organisation.id}`, label: t('backPage', { name: organisation.name }) }}
  >
    {mark && (
      <Note icon="badge-check" tone="pine">
        <p>
          <strong>{t('verifyNow')}</strong>
        </p>
        <p>
          {t('verifyNowText', {
            evidence: t(`evidence_${mark.evidence}`),
            name: by ?? t('somebody'),
            date: day(mark.verifiedAt),
            until: day(mark.until),
          })}
        </p>
        {mark.note && (
          <p>
            <bdi>{mark.note}</bdi>
          </p>
        )}
        <Press action={`/organisations/${organisation.id}/verification/end`} label={t('verifyEnd')} />
      </Note>
    )}
    <Form action={`/organisations/${organisation.id}/verification`} submit={t('verifyPress')} problems={problems}>
      <Radios
        name="evidence"
        legend={t('verifyEvidence')}
        value={typed?.evidence}
        problems={problems}
        choices={evidences.map((evidence) => ({ value: evidence, label: t(`evidence_${evidence}`) }))}
      />
      <TextField
        name="note"
        label={t('verifyNote')}
        hint={t('verifyNoteHint')}
        value={typed?.note}
        problems={problems}
        optional
        maxLength={300}
      />
      <DateField
        name="until"
        label={t('verifyUntil')}
        hint={t('verifyUntilHint')}
        value={typed?.until ?? proposed}
        problems={problems}
      />
    </Form>
  </Sheet>
)
