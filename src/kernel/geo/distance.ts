/** A point on the ground: WGS 84 degrees. */
export interface Point {
  lat: number
  lon: number
}

/** South, west, north, east in degrees; `west > east` where the box crosses the antimeridian. */
export interface Box {
  south: number
  west: number
  north: number
  east: number
}

const earthRadius = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180
/** Of one degree of latitude on the mean sphere. */
export const metresPerDegree = radians(1) * earthRadius

export const isPoint = ({ lat, lon }: Point): boolean => Math.abs(lat) <= 90 && Math.abs(lon) <= 180

/** Great-circle distance in metres (haversine on the mean sphere; the error against the ellipsoid is below 0.6 %). */
export const metresBetween = (a: Point, b: Point): number => {
  const up = Math.sin(radians(b.lat - a.lat) / 2) ** 2
  const along = Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(up + along)))
}

/** Streets are no straight lines: the way is about 1.3 times as long. */
const detour = 1.3
const metresPerMinute = 80

/** Whole minutes on foot at an easy pace, at least one. */
export const walkingMinutes = (metres: number): number => Math.max(1, Math.round((metres * detour) / metresPerMinute))

const wrapped = (lon: number) => ((((lon + 180) % 360) + 360) % 360) - 180

/** The smallest box that holds the whole circle; near a pole all longitudes. */
export const boxAround = ({ lat, lon }: Point, metres: number): Box => {
  const up = metres / metresPerDegree
  const south = Math.max(-90, lat - up)
  const north = Math.min(90, lat + up)
  // The circle is widest on the side of the nearer pole.
  const sine = Math.sin(radians(up)) / Math.max(1e-9, Math.cos(radians(lat)))
  const along = north >= 90 || south <= -90 || sine >= 1 ? 180 : (Math.asin(sine) * 180) / Math.PI
  if (along >= 180) return { south, west: -180, north, east: 180 }
  return { south, west: wrapped(lon - along), north, east: wrapped(lon + along) }
}

/** Three decimals: about a hundred metres, enough for «near me» and too coarse for a front door. */
export const rounded = ({ lat, lon }: Point): Point => ({
  lat: Math.round(lat * 1000) / 1000,
  lon: Math.round(lon * 1000) / 1000,
})
