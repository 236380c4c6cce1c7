import { metresBetween } from '#kernel/geo/distance.ts'

/** Southernmost, westernmost, northernmost and easternmost degree of each state, district and territory of the United States. */
const states: Record<string, readonly [number, number, number, number]> = {
  AL: [30.1, -88.5, 35.1, -84.8],
  AK: [51.2, -180, 71.5, -129.9],
  AZ: [31.3, -114.9, 37.1, -109],
  AR: [33, -94.7, 36.6, -89.6],
  CA: [32.5, -124.5, 42.1, -114.1],
  CO: [36.9, -109.1, 41.1, -102],
  CT: [40.9, -73.8, 42.1, -71.7],
  DE: [38.4, -75.8, 39.9, -75],
  DC: [38.7, -77.2, 39, -76.9],
  FL: [24.4, -87.7, 31.1, -79.9],
  GA: [30.3, -85.7, 35.1, -80.8],
  HI: [18.8, -178.4, 28.5, -154.7],
  ID: [41.9, -117.3, 49.1, -111],
  IL: [36.9, -91.6, 42.6, -87],
  IN: [37.7, -88.1, 41.8, -84.7],
  IA: [40.3, -96.7, 43.6, -90.1],
  KS: [36.9, -102.1, 40.1, -94.5],
  KY: [36.4, -89.6, 39.2, -81.9],
  LA: [28.9, -94.1, 33.1, -88.8],
  ME: [42.9, -71.1, 47.5, -66.9],
  MD: [37.8, -79.5, 39.8, -75],
  MA: [41.2, -73.6, 42.9, -69.9],
  MI: [41.6, -90.5, 48.4, -82.1],
  MN: [43.4, -97.3, 49.5, -89.4],
  MS: [30.1, -91.7, 35.1, -88],
  MO: [35.9, -95.8, 40.7, -89],
  MT: [44.3, -116.1, 49.1, -104],
  NE: [39.9, -104.1, 43.1, -95.3],
  NV: [35, -120.1, 42.1, -114],
  NH: [42.6, -72.6, 45.4, -70.6],
  NJ: [38.8, -75.6, 41.4, -73.9],
  NM: [31.3, -109.1, 37.1, -103],
  NY: [40.4, -79.8, 45.1, -71.8],
  NC: [33.8, -84.4, 36.6, -75.4],
  ND: [45.9, -104.1, 49.1, -96.5],
  OH: [38.3, -84.9, 42.4, -80.5],
  OK: [33.6, -103.1, 37.1, -94.4],
  OR: [41.9, -124.7, 46.4, -116.4],
  PA: [39.7, -80.6, 42.6, -74.6],
  PR: [17.8, -68, 18.6, -65.2],
  RI: [41.1, -71.9, 42.1, -71.1],
  SC: [32, -83.4, 35.3, -78.5],
  SD: [42.4, -104.1, 46, -96.4],
  TN: [34.9, -90.4, 36.7, -81.6],
  TX: [25.8, -106.7, 36.6, -93.5],
  UT: [36.9, -114.1, 42.1, -109],
  VT: [42.7, -73.5, 45.1, -71.4],
  VA: [36.5, -83.7, 39.5, -75.2],
  VI: [17.6, -65.1, 18.5, -64.5],
  WA: [45.5, -124.9, 49.1, -116.9],
  WV: [37.1, -82.7, 40.7, -77.7],
  WI: [42.4, -92.9, 47.4, -86.2],
  WY: [40.9, -111.1, 45.1, -104],
}

/** How far over the border a pin may lie: the boxes are rough, and so are some pins. */
const slack = 0.1

export interface Pin {
  lat: number
  lon: number
}

/** Does the pin lie in the state that its address names? Null where we do not know the state. */
export const isInState = ({ lat, lon }: Pin, state: string | null): boolean | null => {
  const box = states[state?.trim().toUpperCase() ?? '']
  if (!box) return null
  const [south, west, north, east] = box
  return lat >= south - slack && lat <= north + slack && lon >= west - slack && lon <= east + slack
}

const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

/** Farther than this from the middle of all others, a pin lies in another region. */
export const farAway = 300_000

/** The middle of a directory's pins: half of them lie on each side, so a few wrong ones do not move it. Null where there are few. */
export const middleOf = (pins: readonly Pin[]): Pin | null =>
  pins.length < 20 ? null : { lat: middle(pins.map(({ lat }) => lat)), lon: middle(pins.map(({ lon }) => lon)) }

export type Judgement = { kind: 'right' } | { kind: 'wrongState'; state: string } | { kind: 'far'; metres: number }

/** A pin outside of its address's state is wrong; one far from all others may be right, and is said. */
export const judge = (pin: Pin, state: string | null, centre: Pin | null): Judgement => {
  if (isInState(pin, state) === false) return { kind: 'wrongState', state: state!.trim().toUpperCase() }
  const metres = centre ? metresBetween(centre, pin) : 0
  return metres > farAway ? { kind: 'far', metres } : { kind: 'right' }
}
