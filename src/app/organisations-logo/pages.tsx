import type { Problem } from '#kernel/errors/errors.ts'
import type { T } from '#kernel/messages/messages.ts'
import type { Typed } from '#kernel/routes/registry.ts'
import { Press, Sheet } from '#slices/organisations/pages.tsx'
import { Labelled } from '#ui/field.tsx'
import { Form, TextField } from '#ui/form.tsx'
import { LogoShown, type PictureShown } from '../organisations-standing/pages.tsx'
import type { MessageKey } from '../organisations-words/messages/en.ts'

interface LogoEdited {
  t: T<MessageKey>
  organisation: { id: string; name: string }
  logo: PictureShown | null
  typed?: Typed
  problems?: Problem[]
}

export const ShowLogo = ({ t, organisation, logo, typed, problems }: LogoEdited) => (
  <Sheet
    title={t('logoTitle')}
    lead={t('logoLead')}
    back={{ href: `/organisations/${organisation.id}/desk`, label: t('backDesk') }}
  >
    {logo && (
      <div class="card">
        <LogoShown logo={logo} />
        <p class="small soft">
          <bdi>{logo.alt}</bdi>
        </p>
        <Press action={`/organisations/${organisation.id}/logo/gone`} label={t('logoDrop')} />
      </div>
    )}
    <Form
      action={`/organisations/${organisation.id}/logo`}
      submit={t('logoSave')}
      problems={problems}
      encoding="multipart/form-data"
    >
      <Labelled name="picture" label={t('logoLabel')} hint={t('logoHint')} problems={problems}>
        {(attributes) => <input type="file" accept="image/*" {...attributes} />}
      </Labelled>
      <TextField
        name="alt"
        label={t('altLabel')}
        hint={t('altHint')}
        value={typed?.alt ?? logo?.alt}
        problems={problems}
        maxLength={200}
      />
    </Form>
  </Sheet>
)
