import type { T } from '#kernel/messages/messages.ts'
import type { MessageKey as PartnershipKey } from '#slices/organisations/messages/en.ts'
import type { DayWords } from '#slices/organisations/pages.tsx'
import { kindWords, toneOf } from '#slices/organisations/partnerships/pages.tsx'
import type { Partnership } from '#slices/organisations/partnerships/queries.ts'
import type { Verification } from '#slices/organisations/verification/queries.ts'
import { Panel } from '#ui/card.tsx'
import { Icon } from '#ui/icon.tsx'
import type { MessageKey } from '../organisations-words/messages/en.ts'

export interface Words {
  t: T<MessageKey>
  day: DayWords
}

/** A picture at its address, and what it shows. */
export interface PictureShown {
  src: string
  alt: string
}

export const LogoShown = ({ logo }: { logo: PictureShown | null }) =>
  logo && <img class="org-logo" src={logo.src} alt={logo.alt} loading="lazy" />

/** By whom, how, when and until when somebody made sure: in plain words, never a tick alone. */
export const Mark = ({ mark, community, t, day }: Words & { mark: Verification | null; community: string }) =>
  mark && (
    <div class="org-mark">
      <Icon name="badge-check" />
      <p>
        <strong>{t('markTitle')}.</strong>{' '}
        {t(`mark_${mark.evidence}`, { community, date: day(mark.verifiedAt), until: day(mark.until) })}
      </p>
    </div>
  )

interface PartnersShown extends Words {
  organisationId: string
  partners: Partnership[]
  /** Words of the partnerships' own catalogue. */
  kinds: T<PartnershipKey>
}

export const Partners = ({ organisationId, partners, kinds, t, day }: PartnersShown) =>
  partners.length ? (
    <section class="stack" aria-labelledby="partners">
      <h2 id="partners">{t('partnersTitle')}</h2>
      <ul class="org-partners">
        {partners.map(({ id, one, other, kind, words, since }) => {
          const partner = one.id === organisationId ? other : one
          return (
            <li key={id} class={`tone-${toneOf[kind]}`}>
              <a href={`/organisations/${partner.id}`}>
                <bdi>{partner.name}</bdi>
              </a>
              <p>
                <bdi>{words}</bdi>
              </p>
              <p class="small soft">{t('partnerSince', { kind: kindWords(kinds, kind), date: day(since) })}</p>
            </li>
          )
        })}
      </ul>
      <p>
        <a href="/organisations/network">{t('seeNetwork')}</a>
      </p>
    </section>
  ) : null

interface WaysShown {
  t: Words['t']
  id: string
  staff: boolean
  steward: boolean
}

/** For those who belong there, and for those who make sure: where to go on. */
export const Ways = ({ t, id, staff, steward }: WaysShown) => {
  const links: [string, MessageKey][] = [
    ...(staff ? [['/desk', 'waysDesk'] as [string, MessageKey]] : []),
    ...(steward
      ? ([
          ['/verification', 'waysVerify'],
          ['/staff', 'waysStaff'],
        ] as [string, MessageKey][])
      : []),
    ...(staff || steward ? [] : [['/claim', 'waysClaim'] as [string, MessageKey]]),
  ]
  return (
    <Panel title={t(staff ? 'waysYours' : steward ? 'waysSteward' : 'waysTitle')}>
      {links.map(([path, words]) => (
        <a class="btn quiet wide" href={`/organisations/${id}${path}`} key={path} rel="nofollow">
          {t(words)}
        </a>
      ))}
    </Panel>
  )
}
