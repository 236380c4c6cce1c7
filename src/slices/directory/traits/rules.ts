import type { Feature } from '#slices/places/tables.ts'
import { type Need, needs } from '../needs/rules.ts'

/**
 * What somebody may tell us of a service or a place that no column of the standard holds: a yes or a no, with who said it and when.
 * By axis; each is a filter of the search (`has:…`).
 */
export const axisFeatures = [
  'hearing_loop',
  'quiet',
  'child_friendly',
  'no_id',
  'interpreter',
  'transport',
  'by_phone',
  'online',
  'home_visits',
  'sliding_scale',
  'drop_in',
  'room',
] as const
export type AxisFeature = (typeof axisFeatures)[number]

export type AxisName = 'gettingIn' | 'cost' | 'where' | 'when'

/** On which axis each tells something. */
export const axisOf: Record<AxisFeature, AxisName> = {
  hearing_loop: 'gettingIn',
  quiet: 'gettingIn',
  child_friendly: 'gettingIn',
  no_id: 'gettingIn',
  interpreter: 'gettingIn',
  sliding_scale: 'cost',
  transport: 'where',
  by_phone: 'where',
  online: 'where',
  home_visits: 'where',
  drop_in: 'when',
  room: 'when',
}

/** Needs that say for whom something is; the others say what it is about. */
const people: readonly Need[] = [
  'children',
  'parents',
  'young_people',
  'older_people',
  'women',
  'men',
  'lgbt',
  'newcomers',
  'carers',
  'disability',
  'dementia',
]

const isNeed = (code: string): code is Need => (needs as readonly string[]).includes(code)

/** Our own needs alone: terms of other lists are words to be found by. */
export const needTraits = (codes: readonly string[]): string[] =>
  codes.filter(isNeed).map((code) => `${people.includes(code) ? 'for' : 'need'}:${code}`)

/** What a source's features of access let somebody choose. */
const accessTraits: Partial<Record<Feature, string>> = {
  toilets: 'has:toilet',
  changing: 'has:changing',
  parking: 'has:parking',
}

interface Told {
  needs: readonly string[]
  languages: readonly string[]
  facts: readonly { feature: AxisFeature; present: boolean }[]
  spot: { location_type?: string; access: readonly { feature: Feature | null; present: boolean | null }[] } | null
}

const spoken = (languages: readonly string[]) =>
  languages
    .map((code) => code.toLowerCase())
    .filter((code) => /^[a-z]{2,3}(-[a-z0-9]+)*$/u.test(code))
    .map((code) => `speaks:${code.split('-')[0]}`)

const told = ({ needs: codes, languages, facts, spot }: Told): string[] => [
  ...needTraits(codes),
  ...spoken(languages),
  ...(spot?.access ?? []).flatMap(({ feature, present }) => (present && feature && accessTraits[feature]) || []),
  ...(spot?.location_type === 'virtual' ? ['has:online'] : []),
  ...facts.filter(({ present }) => present).map(({ feature }) => `has:${feature}`),
]

const without = (traits: string[], facts: Told['facts']): string[] => {
  const denied = new Set(facts.filter(({ present }) => !present).map(({ feature }) => `has:${feature}`))
  return [...new Set(traits)].filter((trait) => !denied.has(trait)).sort()
}

interface ToldOfService extends Told {
  fees: string | null
  how: string | null
  interpretation: string | null
  has_room: boolean | null
}

/** In the service's own words; only plain ones, since a wrong promise sends somebody in vain. */
const inWords = ({ fees, how, interpretation, has_room }: ToldOfService): string[] => [
  ...(/\bsliding (fee )?scale\b|\bpay what you can\b/iu.test(fees ?? '') ? ['has:sliding_scale'] : []),
  ...(/\bwalk[ -]in\b|\bdrop[ -]in\b|\bno appointment\b|\bjust turn up\b/iu.test(how ?? '') ? ['has:drop_in'] : []),
  ...(interpretation ? ['has:interpreter'] : []),
  ...(has_room ? ['has:room'] : []),
]

/** What of a service can be chosen, each once: what was told us of it goes before what its words seem to say. */
export const traitsOfService = (service: ToldOfService): string[] =>
  without([...told(service), ...inWords(service)], service.facts)

export const traitsOfPlace = (place: Told): string[] => without(told(place), place.facts)
