import { Empty } from '#ui/card.tsx'
import type { RecordedCheck } from '../../checks/queries.ts'
import { stateOfCheck } from '../../checks/rules.ts'
import { Sheet } from '../../pages.tsx'
import type { TrustKey } from '../messages/en.ts'
import { roleWords, type Words } from '../pages.tsx'
import type { Held } from '../queries.ts'

interface OwnShown {
  t: Words
  held: Held[]
  checks: RecordedCheck[]
  /** Checks that one needs here to look after a group, and lacks: it is no role of its own. */
  hosting: string[]
  /** Names of those who gave a role or saw a paper, where this viewer may see them. */
  names: Map<string, string>
  scopes: Map<string, string>
  day: (date: Date) => string
  now: Date
  steward: boolean
}

const kindWords = (t: Words, kind: string) => t(`kind_${kind}` as TrustKey)

const Role = ({ one, t, names, scopes, day }: OwnShown & { one: Held }) => {
  const giver = one.grantedBy && names.get(one.grantedBy)
  return (
    <li class="account-row">
      <div>
        <strong>{roleWords(t, one.role)}</strong> ·{' '}
        {one.scope === null ? t('wholeCommunity') : <bdi>{scopes.get(one.scope) ?? t('goneScope')}</bdi>}
        <p class="small soft">
          {[
            t('ownRole', { date: day(one.grantedAt) }),
            one.until ? t('untilDay', { date: day(one.until) }) : t('open'),
            giver && t('ownBy', { name: giver }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {one.missing.length > 0 && (
          <p>{t('ownSleeps', { check: one.missing.map((kind) => kindWords(t, kind)).join(', ') })}</p>
        )}
      </div>
      <a href={`/steward/roles/${one.id}/end`}>
        {t('layDown')} <span class="sr">{roleWords(t, one.role)}</span>
      </a>
    </li>
  )
}

const Checks = ({ t, checks, names, day, now }: OwnShown) => (
  <section class="account-part" aria-labelledby="own-checks">
    <h2 id="own-checks">{t('ownChecks')}</h2>
    <p class="soft">{t('ownChecksText')}</p>
    <ul class="account">
      {checks.map((one) => {
        const seer = one.recordedById && names.get(one.recordedById)
        return (
          <li key={one.id} class="account-row">
            <div>
              <strong>{kindWords(t, one.kind)}</strong> · {t(`check_${stateOfCheck(one, now)}`)}
              <p class="small soft">
                <bdi>{one.issuer}</bdi> · <bdi>{one.reference}</bdi> · {t('untilDay', { date: day(one.until) })}
                {seer && ` · ${t('seenByName', { name: seer })}`}
              </p>
            </div>
          </li>
        )
      })}
    </ul>
  </section>
)

/** What somebody is trusted with, why something sleeps, and how to lay it down. */
export const ShowOwnRoles = (shown: OwnShown) => {
  const { t, held, checks, hosting, steward } = shown
  return (
    <Sheet title={t('ownTitle')} lead={held.length ? t('ownLead') : undefined}>
      {held.length ? (
        <ul class="account">
          {held.map((one) => (
            <Role key={one.id} {...shown} one={one} />
          ))}
        </ul>
      ) : (
        <Empty title={t('ownNone')} text={t('ownNoneText')} />
      )}
      {hosting.length > 0 && <p>{t('ownHosting', { check: hosting.map((kind) => kindWords(t, kind)).join(', ') })}</p>}
      {checks.length > 0 && <Checks {...shown} />}
      {steward && (
        <p>
          <a href="/steward">{t('stewardGo')}</a>
        </p>
      )}
      <p>
        <a href="/account">{t('backAccount')}</a>
      </p>
    </Sheet>
  )
}
