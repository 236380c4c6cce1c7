import { readOpeningText } from '#kernel/time/opening-text.ts'
import { idFor, row } from '../../listing/rules.ts'
import { type Need, needsIn } from '../../needs/rules.ts'
import { hidesItsDoor, type ServiceKind } from '../../rules.ts'
import { districtOf, phoneNumber, plainName, postcodeOf, webAddress } from '../../wording/rules.ts'
import { areaOf, type Found, pointOf, whereIsPostcode } from '../gazetteer/rules.ts'
import {
  account,
  addAddress,
  addNeeds,
  addPhone,
  type Cells,
  from,
  holidays,
  type Making,
  organisationNamed,
  refuse,
  type Source,
  zone,
} from '../rules.ts'

interface Venue {
  source: Source
  address: string
  postcode: string | null
  found: Found | null
}

/** Where something happens: a place that we list already, where name and postcode say so, else a venue of its own. */
const venueId = (making: Making, { source, address, postcode, found }: Venue): string => {
  const known = making.places.get(`${plainName(address.split(',')[0]!)} ${postcode}`)
  if (known) return known
  const id = idFor('trafford', 'location', `venue ${plainName(address)} ${postcode}`)
  if (making.places.has(`venue ${id}`)) return id
  making.places.set(`venue ${id}`, id)
  making.listings.location.push(
    row('location', {
      id,
      kind: 'venue',
      zone,
      holiday_region: holidays,
      name: address.split(/[,\n]/u)[0]!.trim() || null,
      latitude: found?.lat ?? null,
      longitude: found?.lon ?? null,
      precision: found?.precision ?? 'exact',
      area: areaOf(making.gazetteer, address, found),
      ...from(source, `${address} ${postcode}`),
    }),
  )
  addAddress(making, id, { address: address || null, postcode })
  return id
}

interface Told {
  source: Source
  key: string
  kind: ServiceKind
  name: string
  organisation: string | null
  description: string | null
  needs: Need[]
  url: string | null
  email?: string | null
  phone?: string | null
  referral?: string | null
  isFree?: boolean
  hours?: string | null
  venue: Venue
}

const addSchedules = (making: Making, service_id: string, text: string): boolean => {
  const read = readOpeningText(text)
  for (const [index, hours] of (read ?? [null]).entries()) {
    const id = idFor('trafford', 'schedule', `${service_id} ${index}`)
    making.listings.schedule.push(
      row('schedule', { id, service_id, description: text, timezone: zone, ...(hours ?? {}) }),
    )
  }
  return read !== null
}

const addService = (making: Making, told: Told): boolean => {
  const id = idFor(`trafford ${told.source}`, 'service', told.key)
  const organisation = told.organisation
    ? organisationNamed(making, told.organisation, { website: told.url, ...from(told.source, told.key) })
    : null
  making.listings.service.push(
    row('service', {
      id,
      organization_id: organisation?.id ?? null,
      kind: told.kind,
      name: told.name,
      status: 'active',
      description: told.description,
      url: told.url,
      email: told.email ?? null,
      application_process: told.referral ?? null,
      ...from(told.source, told.key),
    }),
  )
  const location_id = venueId(making, told.venue)
  making.listings.service_at_location.push({
    id: idFor('trafford', 'service_at_location', `${id} ${location_id}`),
    service_id: id,
    location_id,
    description: null,
  })
  if (told.isFree) addNoCost(making, id)
  addPhone(making, { service_id: id }, told.phone ?? null)
  addNeeds(making, 'service', id, told.needs)
  return told.hours ? addSchedules(making, id, told.hours) : false
}

export const addNoCost = (making: Making, service_id: string) => {
  making.listings.cost_option.push({
    id: idFor('trafford', 'cost_option', service_id),
    service_id,
    valid_from: null,
    valid_to: null,
    option: null,
    currency: 'GBP',
    amount: '0',
    amount_description: null,
  })
}

const tidy = (text: string | undefined) => (text ?? '').replace(/[\u00A0\t ]+/gu, ' ').trim()
const told = (text: string | undefined) =>
  /^(not known|not relevant|n\/a|see above)?$/iu.test(tidy(text)) ? null : tidy(text)

const noLonger = /\bno longer open\b|^closed during\b/iu

const repeatedNames = (rows: readonly Cells[]) => {
  const counts = Map.groupBy(rows, ({ name }) => plainName(name!))
  return ({ name }: Cells) => counts.get(plainName(name!))!.length > 1
}

/** Two that are run under one name are told apart by where they are. */
const foodBankName = (name: string, address: string, isOneOfMany: boolean) => {
  const operator = name.replace(/\bTrussel Trust\b/u, 'Trussell Trust')
  const parts = address.split(/[,\n]/u).map((part) => part.trim())
  const where = parts.find((part) => !/^(unit\b|\d|first floor)/iu.test(part)) ?? parts[0]!
  if (/^(The )?Trussell Trust/u.test(operator)) return { operator, title: `Food bank at ${where}` }
  return { operator, title: isOneOfMany ? `${operator} at ${where}` : operator }
}

/**
 * Food banks. They give food away, so they count as free, unless their own text names a price (a pantry with a weekly fee).
 * The hours are read where they can be; the text stays in any case.
 */
export const readFoodBanks = (making: Making, rows: readonly Cells[]): { told: number; read: number } => {
  const accounted = account(making, 'food_banks', rows.length)
  const hours = { told: 0, read: 0 }
  const isRepeated = repeatedNames(rows)
  for (const cells of rows) {
    const [times, referral] = [told(cells.opening_times), told(cells.referral)]
    if (noLonger.test(`${referral ?? ''}`) || noLonger.test(times ?? '')) {
      refuse(accounted, 'its source says that it is closed')
      continue
    }
    const { operator, title } = foodBankName(tidy(cells.name), cells.address!, isRepeated(cells))
    const own = `${times ?? ''} ${referral ?? ''}`
    const isPriced = /£|membership|member\b/iu.test(own)
    const needs: Need[] = /meal|breakfast|lunch/iu.test(own) ? ['food', 'meals'] : ['food']
    const point = pointOf(cells)
    const postcode = postcodeOf(cells.postcode ?? '')
    const isRead = addService(making, {
      source: 'food_banks',
      key: `${cells.name} ${cells.postcode} ${cells.address}`,
      kind: 'food_bank',
      name: title,
      organisation: operator,
      description: isPriced ? 'Low-cost food.' : 'Free food for people who are short of money.',
      needs,
      url: webAddress(cells.website ?? ''),
      email: cells.email || null,
      phone: phoneNumber(cells.phone ?? ''),
      referral,
      isFree: !isPriced,
      hours: times,
      venue: {
        source: 'food_banks',
        address: tidy(cells.address),
        postcode,
        found: point && { ...point, precision: 'exact' },
      },
    })
    if (times) hours.told++
    if (isRead) hours.read++
    accounted.loaded++
  }
  return hours
}

/** «… Meets on Tuesdays 7-9pm.»: what follows may be hours. */
const meetingTimes = (text: string) =>
  /\b(?:meets?|drop[ -]in group|drop in at [^.]*?|people affected[^.]*?)(?: on| from)? ((?:the )?(?:last|first|second|third|mon|tue|wed|thu|fri|sat|sun)[^.]*(?:\.\d[^.]*)*)/iu.exec(
    text,
  )?.[1] ??
  /\b(last monday of every month [^.]*(?:\.\d[^.]*)*)/iu.exec(text)?.[1] ??
  null

/** Help for mental health. Of services against violence we show the phone and the district, never the door. */
export const readMentalHealth = (making: Making, rows: readonly Cells[]) => {
  const accounted = account(making, 'mental_health', rows.length)
  const isRepeated = repeatedNames(rows)
  for (const cells of rows) {
    const text = `${cells.name} ${cells.description}`
    const isHidden = hidesItsDoor(text)
    const postcode = postcodeOf(cells.postcode ?? '')
    const times = meetingTimes(cells.description!)
    addService(making, {
      source: 'mental_health',
      key: `${cells.name} ${cells.postcode}`,
      kind: 'mental_health',
      name: isRepeated(cells) && !isHidden ? `${cells.name} at ${tidy(cells.address).split(',')[0]}` : cells.name!,
      organisation: cells.name!,
      description: cells.description || null,
      needs: [...(['mental_health'] as const), ...needsIn(text)],
      url: webAddress(cells.website ?? ''),
      phone: phoneNumber(cells.telephone ?? ''),
      hours: times && readOpeningText(times) ? times : null,
      venue: {
        source: 'mental_health',
        address: isHidden ? '' : tidy(cells.address),
        postcode: isHidden ? districtOf(postcode ?? '') : postcode,
        found: whereIsPostcode(making.gazetteer, postcode, { coarse: isHidden }),
      },
    })
    accounted.loaded++
  }
}

const also: Record<string, Need[]> = { Swimming: ['sport', 'swimming'] }

export const readSportsClubs = (making: Making, rows: readonly Cells[]) => {
  const accounted = account(making, 'sports_clubs', rows.length)
  for (const cells of rows) {
    const [point, postcode] = [pointOf(cells), postcodeOf(cells.postcode ?? '')]
    addService(making, {
      source: 'sports_clubs',
      key: `${cells.name} ${cells.postcode}`,
      kind: 'sports_club',
      name: cells.name!,
      organisation: cells.name!,
      description: `Sports club: ${cells.category!.toLowerCase()}.`,
      needs: also[cells.category!] ?? ['sport'],
      url: null,
      venue: {
        source: 'sports_clubs',
        address: tidy(cells.address),
        postcode,
        found: point ? { ...point, precision: 'exact' } : whereIsPostcode(making.gazetteer, postcode),
      },
    })
    accounted.loaded++
  }
}
