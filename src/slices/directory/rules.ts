import { type Feature, type PlaceKind, placeKinds } from '#slices/places/tables.ts'
/** What a person would look for. `facility` is a part of a sports place, and found through it. */
export const serviceKinds = ['food_bank', 'mental_health', 'sports_club', 'facility', 'other'] as const
export type ServiceKind = (typeof serviceKinds)[number]

export const isServiceKind = (kind: string): kind is ServiceKind => (serviceKinds as readonly string[]).includes(kind)

export interface Price {
  option: string | null
  amount: number | null
  currency: string | null
  description: string | null
}

export const isPlaceKind = (kind: string): kind is PlaceKind => (placeKinds as readonly string[]).includes(kind)

/** Places that are something by themselves are found; the others through what happens there. */
export const foundPlaceKinds = placeKinds.filter((kind) => kind !== 'venue' && kind !== 'office')
export const isFoundKind = (kind: PlaceKind) => (foundPlaceKinds as readonly PlaceKind[]).includes(kind)

/** Where anybody may go in or stay without paying, by what the place is. All else: nobody has told us. */
const freePlaces: readonly PlaceKind[] = ['library', 'park', 'play_space', 'nature_reserve']
export const isFreeByKind = (kind: PlaceKind) => freePlaces.includes(kind)

/**
 * Step-free is what gets somebody in: the way to the entrance and the doors, both said to be provided for. An entrance that is said
 * not to be is a no. Anything else is unknown: no guess from toilets or parking.
 */
export const isStepFree = (known: readonly { feature: Feature | null; present: boolean | null }[]): boolean | null => {
  const said = (feature: Feature) => known.find((row) => row.feature === feature)?.present ?? null
  if (said('entrance') === false) return false
  return said('entrance') && said('doorways') ? true : null
}

/** What it costs, and how we know. `because` names the sentence that explains it. */
export type Cost =
  | { kind: 'free'; because: 'placeKind' | 'foodBank' | 'publicAccess' | 'said' }
  | { kind: 'partlyFree'; parts: string[] }
  | { kind: 'byPart' }
  | { kind: 'priced'; prices: Price[] }
  | { kind: 'worded'; words: string }
  | { kind: 'unknown' }

const reasons: Partial<Record<ServiceKind, 'foodBank' | 'publicAccess'>> = {
  food_bank: 'foodBank',
  facility: 'publicAccess',
}

/** A service costs nothing when a price of nothing is written down and no other one is. */
export const costOfService = (kind: ServiceKind, prices: readonly Price[], words: string | null): Cost => {
  const known = prices.filter(({ amount }) => amount !== null)
  if (known.length && known.every(({ amount }) => amount === 0))
    return { kind: 'free', because: reasons[kind] ?? 'said' }
  if (known.length) return { kind: 'priced', prices: known }
  return words ? { kind: 'worded', words } : { kind: 'unknown' }
}

/** A place is free by what it is (a park), or partly by what is in it (its tennis courts). */
export const costOfPlace = (kind: PlaceKind, parts: readonly { name: string; cost: Cost }[]): Cost => {
  if (isFreeByKind(kind)) return { kind: 'free', because: 'placeKind' }
  const free = parts.filter(({ cost }) => cost.kind === 'free')
  if (!free.length) return { kind: parts.some(({ cost }) => cost.kind !== 'unknown') ? 'byPart' : 'unknown' }
  if (free.length === parts.length) return { kind: 'free', because: 'publicAccess' }
  return { kind: 'partlyFree', parts: free.map(({ name }) => name) }
}

/** As a filter sees it: true or false where somebody said so, else null. Free in part counts as free: the page says which part. */
export const isFree = (cost: Cost): boolean | null => {
  if (cost.kind === 'free' || cost.kind === 'partlyFree') return true
  return cost.kind === 'priced' ? false : null
}

/** Where help against violence is given, an address in the wrong hands is a danger: we show its phone and its district, never its door. */
export const hidesItsDoor = (text: string): boolean =>
  /\bdomestic (abuse|violence)|\brape\b|\bsexual (abuse|violence)|\bwomen'?s (aid|refuge)|\brefuges?\b|\btrafficking/iu.test(
    text,
  )
