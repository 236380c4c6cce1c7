import { holidaysBetween } from '#kernel/time/holidays.ts'
import { isReadable, type Opening, openingsBetween, type Schedule } from '#kernel/time/openings.ts'
import type { Finding } from '#slices/finder/tables.ts'
import { type Days, localDate, saidFirst, usualDays, withDays } from '../alerts/rules.ts'
import { daysFor, dueAt } from '../freshness/rules.ts'
import { costOfPlace, costOfService, isFree, isStepFree } from '../rules.ts'
import { needTraits, traitsOfPlace, traitsOfService } from '../traits/rules.ts'
import type { FindableOrganisation, FindablePlace, FindableService, Spot } from './queries.ts'

/** How far ahead openings are made concrete. */
export const daysAhead = 14
const day = 86_400_000

const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10)

/**
 * Concrete openings of the next fourteen days; null where nobody has told us the hours, or where one of several schedules cannot be
 * read: «closed» would then be a guess.
 */
export const openingsAhead = (
  schedules: readonly Schedule[],
  spot: { zone: string; holiday_region: string | null },
  now: Date,
  days: Days = usualDays,
): Opening[] | null => {
  if (!schedules.some(isReadable)) return null
  const differing = withDays(schedules.filter(isReadable), days)
  const from = now.getTime()
  const holidays = holidaysBetween(spot.holiday_region, isoDay(from - 2 * day), isoDay(from + (daysAhead + 2) * day))
  const closures = [...holidays, ...differing.closures]
  return openingsBetween(differing.schedules, closures, spot.zone, now, new Date(from + daysAhead * day))
}

/** The first sentence or two, whole where they are short: at most 180 characters. */
export const summaryOf = (text: string | null): string => {
  const plain = (text ?? '').replace(/\s+/gu, ' ').trim()
  if (plain.length <= 180) return plain
  const sentences = /^.{40,180}?[.!?](?= )/u.exec(plain)?.[0]
  return sentences ?? `${plain.slice(0, 180).replace(/[\s,;]+\S*$/u, '')} …`
}

/** Of a place that nobody may know, and of what has none at all, nothing is told: it serves everybody here. */
const isWide = (spot: Spot | null) => spot !== null && (spot.confidential || spot.location_type === 'virtual')

const place = (spot: Spot | null): Pick<Finding, 'area' | 'lat' | 'lon' | 'precision' | 'zone' | 'stepFree'> => ({
  area: spot && !isWide(spot) ? spot.area : null,
  lat: spot && !isWide(spot) ? spot.latitude : null,
  lon: spot && !isWide(spot) ? spot.longitude : null,
  precision: isWide(spot) ? 'wide' : (spot?.precision ?? 'exact'),
  zone: spot?.zone ?? 'UTC',
  stepFree: spot?.access.length ? isStepFree(spot.access) : null,
})

const words = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(' ')

export const findingOfService = (service: FindableService, now: Date): Finding => ({
  id: service.id,
  thing: service.thing,
  traits: traitsOfService(service),
  ages: service.ages,
  kind: 'service',
  subkind: service.kind,
  title: service.name,
  summary: saidFirst(service.alerts, localDate(now, service.spot?.zone ?? 'UTC'), summaryOf(service.description)),
  organisation: service.organisation === service.name ? null : service.organisation,
  ...place(service.spot),
  words: words(
    service.alternate_name,
    service.description,
    service.terms,
    ...(isWide(service.spot) ? [] : [service.spot?.name, service.spot?.address]),
  ),
  taxonomy: service.needs,
  free: isFree(costOfService(service.kind, service.prices, service.fees)),
  opens: service.spot ? openingsAhead(service.schedules, service.spot, now, service) : null,
  languages: service.languages,
  checkedAt: service.checked_at,
  checkDue: dueAt(service.known_at, daysFor(service.kind, service.needs)),
  source: service.source,
  path: `/services/${service.thing}`,
})

export const findingOfPlace = (found: FindablePlace, now: Date): Finding => {
  const parts = found.parts.map((part) => ({ name: part.name, cost: costOfService(part.kind, part.prices, part.fees) }))
  return {
    id: found.id,
    kind: 'place',
    subkind: found.kind,
    traits: traitsOfPlace(found),
    title: found.name,
    summary: saidFirst(found.alerts, localDate(now, found.spot.zone), summaryOf(found.description)),
    organisation: found.organisation,
    ...place(found.spot),
    words: words(found.alternate_name, found.description, found.spot.address, ...found.parts.map(({ name }) => name)),
    taxonomy: found.needs,
    free: isFree(costOfPlace(found.kind, parts)),
    opens: openingsAhead(found.schedules, found.spot, now, found),
    languages: found.languages,
    checkedAt: found.checked_at,
    checkDue: dueAt(found.known_at, daysFor(found.kind)),
    source: found.source,
    path: `/places/${found.id}`,
  }
}

export const findingOfOrganisation = (organisation: FindableOrganisation, now: Date): Finding => ({
  id: organisation.id,
  kind: 'organisation',
  subkind: 'organisation',
  traits: needTraits(organisation.needs),
  title: organisation.name,
  summary: saidFirst(
    organisation.alerts,
    localDate(now, organisation.spot?.zone ?? 'UTC'),
    summaryOf(organisation.description),
  ),
  organisation: null,
  ...place(organisation.spot),
  words: words(organisation.alternate_name, organisation.description, organisation.spot?.address),
  taxonomy: organisation.needs,
  free: null,
  opens: null,
  languages: organisation.languages,
  checkedAt: organisation.checked_at,
  checkDue: dueAt(organisation.known_at, daysFor('organisation')),
  source: organisation.source,
  path: `/organisations/${organisation.id}`,
})
