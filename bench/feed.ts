import { writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { root } from '#kernel/config/root.ts'
import type { Community } from '#kernel/database/database.ts'
import { listLines } from '#slices/directory/api/queries.ts'
import { benchDatabase } from './search/server.ts'

const now = new Date('2026-11-23T11:00:00Z')

/** Services with what most have: an organisation for ten of them, a place, a phone, hours, a language, an address. */
const seed = async (owner: pg.Pool, schema: string, count: number) => {
  const id = (kind: number, n: string) => `('00000000-0000-7${kind}00-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
  const words = `'Open to all who live near. Come as you are, bring a friend, stay for tea. ' || repeat('Somebody will meet you at the door. ', 1 + n % 6)`
  const rows = `generate_series(1, ${count}) n`
  await owner.query(`set search_path to "${schema}", extensions, public`)
  for (const statement of [
    `insert into organization (id, name, description) select ${id(1, 'n')}, 'Organisation ' || n, ${words} from generate_series(1, ${count / 10}) n`,
    `insert into location (id, location_type, kind, name, latitude, longitude, zone, organization_id) select ${id(2, 'n')}, 'physical', 'venue', 'Hall ' || n,
      50 + n % 5000 / 1000.0, -3 + n % 3000 / 1000.0, 'Europe/London', ${id(1, '1 + (n - 1) / 10')} from ${rows}`,
    `insert into address (id, location_id, address_1, city, postal_code, country) select ${id(3, 'n')}, ${id(2, 'n')}, n || ' School Road', 'Sale', 'M33 1AA', 'GB' from ${rows}`,
    `insert into service (id, organization_id, kind, name, description, status, url) select ${id(4, 'n')}, ${id(1, '1 + (n - 1) / 10')}, 'other', 'Service ' || n, ${words}, 'active',
      'https://service' || n || '.example/' from ${rows}`,
    `insert into service_at_location (id, service_id, location_id) select ${id(5, 'n')}, ${id(4, 'n')}, ${id(2, 'n')} from ${rows}`,
    `insert into phone (id, service_id, number) select ${id(6, 'n')}, ${id(4, 'n')}, '0161 ' || n from ${rows}`,
    `insert into schedule (id, service_id, freq, byday, opens_at, closes_at, timezone) select ${id(7, 'n')}, ${id(4, 'n')}, 'WEEKLY', 'MO,WE', '10:00', '12:00', 'Europe/London' from ${rows}`,
    `insert into language (id, service_id, name, code) select ${id(8, 'n')}, ${id(4, 'n')}, 'Urdu', 'ur' from ${rows}`,
  ])
    await owner.query(statement)
  for (const table of [
    'organization',
    'location',
    'address',
    'service',
    'service_at_location',
    'phone',
    'schedule',
    'language',
  ])
    await owner.query(`vacuum analyze ${table}`)
}

interface Measured {
  name: string
  services: number
  seconds: number
  megabytes: number
  grown: number
}

const memory = () => {
  global.gc?.()
  return process.memoryUsage().rss / 1e6
}

/** Reads the feed to its end as a slow-enough reader would, and looks at the program's memory on the way. */
const readFeed = async (name: string, community: Community, full: boolean): Promise<Measured> => {
  const start = memory()
  const begun = performance.now()
  const stream = await listLines(community.read, 'service', { page: 1, format: 'ndjson', minimal: false, full }, now)
  let [bytes, services, peak, chunks] = [0, 0, start, 0]
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    for (const byte of chunk) if (byte === 10) services++
    if (++chunks % 20 === 0) peak = Math.max(peak, memory())
  }
  const seconds = (performance.now() - begun) / 1000
  console.log(`${name}: ${seconds.toFixed(1)} s, grew by ${(peak - start).toFixed(0)} MB`)
  return { name, services, seconds, megabytes: bytes / 1e6, grown: peak - start }
}

const tables = [
  'service',
  'organization',
  'service_at_location',
  'location',
  'address',
  'phone',
  'schedule',
  'language',
]

const copyTo = async (owner: pg.Pool, name: string, some: string[]): Promise<Measured> => {
  const begun = performance.now()
  for (const table of some) await owner.query(`copy ${table} to program 'cat > /dev/null'`)
  return { name, services: 0, seconds: (performance.now() - begun) / 1000, megabytes: 0, grown: 0 }
}

const line = ({ name, seconds, megabytes, grown, services }: Measured, count: number, base: Measured) =>
  `| ${name} | ${seconds.toFixed(1)} | ${Math.round(count / seconds).toLocaleString('en-GB')} | ${megabytes ? (megabytes / seconds).toFixed(1) : '–'} | ${(seconds / base.seconds).toFixed(1)} | ${services ? `${grown.toFixed(0)} MB` : '–'} |`

/** `feed [how many services]`: the open data's ndjson against COPY of the same rows; writes bench/feed.md for 100,000. */
export const run = async ([given = '100000']: string[]): Promise<void> => {
  const count = Number(given)
  const { database, community, stop } = await benchDatabase()
  try {
    console.log(`Making ${count} services …`)
    await seed(database.owner, community.schema, count)
    const results = [
      await readFeed('`/services?format=ndjson`', community, false),
      await readFeed('`/services?format=ndjson&full=true`', community, true),
    ]
    const owner = database.owner
    await owner.query(`set search_path to "${community.schema}", extensions, public`)
    const copies = [
      await copyTo(owner, '`COPY service TO`', ['service']),
      await copyTo(owner, '`COPY … TO` of all tables whose rows stand in the full feed', tables),
    ]
    const base = copies[1]!
    const words = `# The open data's feed

${count.toLocaleString('en-GB')} services, each with an organisation, a place with its address, a phone, hours and a language. Measured ${new Date().toISOString().slice(0, 10)} on
${cpus().length} × ${cpus()[0]?.model ?? 'unknown'} by \`npm run bench -- feed\`; one reader, PostgreSQL on the same machine.

| | seconds | services a second | MB a second | times COPY of all | memory grew by |
| --- | ---: | ---: | ---: | ---: | ---: |
${[...results, ...copies].map((one) => line(one, count, base)).join('\n')}

«Memory grew by» is the largest resident set while reading, less that before, looked at every twenty batches after a collection.
The machine's load meanwhile was ${loadavg()[1]!.toFixed(1)} on ${cpus().length} cores. COPY writes plain columns and makes no objects; the full feed builds some nine objects for each service.
`
    console.log(words)
    if (results.some(({ services }) => services !== count)) throw new Error('the feed lost services')
    if (count === 100_000) writeFileSync(path.join(root, 'bench/feed.md'), words)
  } finally {
    await stop()
  }
}
