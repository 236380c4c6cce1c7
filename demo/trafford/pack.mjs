// Packs what the demo needs from a checkout of github.com/traffordDataLab/open_data (see SOURCE.txt) into this folder:
//   node demo/trafford/pack.mjs [FOLDER]      FOLDER: the flat folder with the published files, by default ../shared/data/trafford
// Run it again whenever the source is refreshed; the same input gives the same bytes.
//
// It leaves out what the demo does not use, keeps only Trafford and 8 km around its green spaces, cuts outlines to five decimals
// (about a metre), and takes out every mailbox and name that looks like one person's.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'

const here = dirname(fileURLToPath(import.meta.url))
const from = resolve(process.argv[2] ?? join(here, '../../../shared/data/trafford'))
const read = (name) => readFileSync(join(from, name), 'utf8')
const rows = (name) => parse(read(name), { columns: true, bom: true, relax_column_count: true })
const features = (name) => JSON.parse(read(name)).features

const cell = (value) => {
  const text = value === undefined || value === null || value === 'NA' || value === 'N/A' ? '' : String(value)
  return /[",\n\r]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
const write = (name, columns, list) => {
  const lines = list.map((row) => columns.map((column) => cell(row[column])).join(','))
  writeFileSync(join(here, name), `${[columns.join(','), ...lines].join('\n')}\n`)
  console.log(`${name}: ${list.length} rows`)
}

// ── where ────────────────────────────────────────────────────────────────────────────────────────────────────────────────
const greens = features('trafford_greenspace_sites.geojson')
const corners = greens.flatMap(({ geometry }) => geometry.coordinates.flat(geometry.type === 'Polygon' ? 1 : 2))
const sample = corners.filter((_, index) => index % 10 === 0)
const kilometre = 1 / 111.2
const shrink = Math.cos((53.45 * Math.PI) / 180)
const isNear = ({ lon, lat }) =>
  sample.some(([x, y]) => Math.hypot((lon - x) * shrink, lat - y) < 8 * kilometre)
const round = (value) => Math.round(Number(value) * 1e5) / 1e5
const at = (row) => ({ ...row, lon: round(row.lon), lat: round(row.lat) })

// ── whose mailbox ────────────────────────────────────────────────────────────────────────────────────────────────────────
const roleMailbox =
  /^(info|admin|office|contact|hello|enquir\w*|mail|help|support|referrals|secretary|community|foodbank|pantry|librar\w*|[\w.]*librar\w*|[\w.]*sscc|[\w.]*\.(citadel|centre))@/iu
const freeMail = /@(hotmail|gmail|yahoo|outlook|btconnect|talktalk|aol)\./iu
const mailboxIn = (text) =>
  (text.match(/[\w.+-]+@[\w-]+(\.[\w-]+)+/gu) ?? []).find((mail) => roleMailbox.test(mail) && !freeMail.test(mail)) ?? ''
const phoneIn = (text) => (text.replace(/\bO(?=[17])/gu, '0').match(/\b0\d[\d ]{8,12}\d\b/u) ?? [''])[0].trim()

// ── outlines ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
const fromLine = ([x, y], [x1, y1], [x2, y2]) => {
  const length = Math.hypot((x2 - x1) * shrink, y2 - y1)
  if (length === 0) return Math.hypot((x - x1) * shrink, y - y1)
  return Math.abs((x2 - x1) * shrink * (y1 - y) - (x1 - x) * shrink * (y2 - y1)) / length
}
/** Douglas and Peucker: drops corners that lie closer than the tolerance (degrees of latitude) to the line without them. */
const simplify = (line, tolerance) => {
  let [far, index] = [0, 0]
  for (let i = 1; i < line.length - 1; i++) {
    const distance = fromLine(line[i], line[0], line.at(-1))
    if (distance > far) [far, index] = [distance, i]
  }
  if (far <= tolerance) return [line[0], line.at(-1)]
  return [...simplify(line.slice(0, index + 1), tolerance).slice(0, -1), ...simplify(line.slice(index), tolerance)]
}
const ring = (line) => simplify(line, 0.00004).map(([x, y]) => [round(x), round(y)])
const outline = ({ type, coordinates }) => {
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates)
    .map((polygon) => polygon.map(ring).filter((line) => line.length > 3))
    .filter((polygon) => polygon.length)
  return { type: 'MultiPolygon', coordinates: polygons }
}
/** The middle of an outline: of its area, which for our shapes is inside or close. */
const middle = ({ type, coordinates }) => {
  const line = (type === 'Polygon' ? coordinates : coordinates.toSorted((a, b) => b[0].length - a[0].length)[0])[0]
  const [ox, oy] = line[0]
  let [area, x, y] = [0, 0, 0]
  for (let i = 0; i < line.length - 1; i++) {
    const [x1, y1, x2, y2] = [line[i][0] - ox, line[i][1] - oy, line[i + 1][0] - ox, line[i + 1][1] - oy]
    const cross = x1 * y2 - x2 * y1
    area += cross
    x += (x1 + x2) * cross
    y += (y1 + y2) * cross
  }
  return area === 0 ? { lon: round(ox), lat: round(oy) } : { lon: round(ox + x / (3 * area)), lat: round(oy + y / (3 * area)) }
}
const hull = (points) => {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (list) => {
    const chain = []
    for (const p of list) {
      while (chain.length > 1) {
        const [[ax, ay], [bx, by]] = [chain.at(-2), chain.at(-1)]
        if ((bx - ax) * (p[1] - ay) - (by - ay) * (p[0] - ax) > 0) break
        chain.pop()
      }
      chain.push(p)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

// ── what is packed ───────────────────────────────────────────────────────────────────────────────────────────────────────
write(
  'libraries.csv',
  ['name', 'address', 'postcode', 'type', 'email', 'website', 'area_name', 'lon', 'lat'],
  rows('gm_libraries.csv').map(at).filter(isNear).map((row) => ({ ...row, email: mailboxIn(row.email) })),
)
write('green_flags.csv', ['name', 'managed', 'website', 'area_name', 'lon', 'lat'], rows('gm_green_flags.csv').map(at).filter(isNear))
write('allotments.csv', ['osm_id', 'name', 'lon', 'lat'], rows('trafford_allotments.csv').map(at))
write('childrens_centres.csv', ['unique_reference_number', 'name', 'address', 'postcode', 'telephone', 'lon', 'lat'], rows('trafford_childrens_centres.csv').map(at))
write('job_centres.csv', ['name', 'address', 'postcode', 'area_name', 'lon', 'lat'], rows('gm_jobcentreplus.csv').map(at).filter(isNear))
write('mental_health.csv', ['name', 'description', 'address', 'postcode', 'telephone', 'website'], rows('trafford_mental_health_services.csv'))
write(
  'food_banks.csv',
  ['name', 'referral', 'opening_times', 'address', 'postcode', 'phone', 'email', 'website', 'area_name', 'lon', 'lat'],
  features('gm_food_banks.geojson').map(({ properties, geometry }) => at({
    name: properties.Name,
    referral: properties['Referral method'],
    opening_times: properties['Opening times'],
    address: properties.Address,
    postcode: properties.Postcode,
    phone: phoneIn(properties.Contact ?? ''),
    email: mailboxIn(properties.Contact ?? ''),
    website: properties.Website,
    area_name: properties['Area name'],
    lon: geometry.coordinates[0],
    lat: geometry.coordinates[1],
  })).filter(isNear),
)
const clubs = new Map(features('sports_clubs.geojson').map(({ properties, geometry }) => [properties.name, geometry.coordinates]))
write(
  'sports_clubs.csv',
  ['name', 'category', 'address', 'postcode', 'lon', 'lat'],
  rows('sports_clubs.csv').map((row) => {
    const [lon, lat] = clubs.get(row.name) ?? []
    return { ...row, lon: lon === undefined ? '' : round(lon), lat: lat === undefined ? '' : round(lat) }
  }),
)
const facilities = rows('sports_facilities.csv').map(at)
write(
  'sports_facilities.csv',
  Object.keys(facilities[0]).filter((column) => column !== 'email' && !/_code$|^ward_name$/u.test(column)),
  facilities,
)
write(
  'charities.csv',
  ['registered_charity_number', 'charity_company_registration_number', 'charity_name', 'charity_type', 'charity_activities', 'date_of_registration', 'charity_contact_postcode', 'charity_contact_web'],
  rows('charities_operating_in_trafford.csv'),
)
write(
  'places_of_worship.csv',
  ['id', 'name', 'lon', 'lat'],
  features('trafford_places_of_worship.geojson').map(({ properties, geometry }) => ({
    id: properties.ID,
    name: properties.DISTNAME,
    ...middle(geometry),
  })),
)

const line = (list) => `${JSON.stringify({ type: 'FeatureCollection', features: list }).replaceAll('{"type":"Feature"', '\n{"type":"Feature"')}\n`
const feature = (properties, geometry) => ({ type: 'Feature', properties: { ...properties, ...middle(geometry) }, geometry: outline(geometry) })
const green = greens.map(({ properties, geometry }) =>
  feature({ type: properties.site_type, name: properties.site_name ?? null }, geometry))
const reserves = features('trafford_local_nature_reserves.geojson').map(({ properties, geometry }) =>
  feature({ id: properties.natural_england_gid, name: properties.site_name, hectares: Math.round(properties.site_area_hectares * 10) / 10 }, geometry))
writeFileSync(join(here, 'green_spaces.geojson'), line(green))
writeFileSync(join(here, 'nature_reserves.geojson'), line(reserves))
// The borough's boundary is not in the source: this is the line around its green spaces, which is enough to see where one is.
writeFileSync(join(here, 'extent.geojson'), line([{ type: 'Feature', properties: { name: 'Trafford' }, geometry: { type: 'MultiPolygon', coordinates: [[(() => {
  const points = hull(corners).map(([x, y]) => [round(x), round(y)])
  return [...points, points[0]]
})()]] } }]))
copyFileSync(join(from, 'LICENSE.OGL3.txt'), join(here, 'LICENSE.OGL3.txt'))
copyFileSync(join(from, 'SOURCE.txt'), join(here, 'SOURCE.txt'))
