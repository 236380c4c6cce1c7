import type { Kysely } from 'kysely'
import pg from 'pg'
import { prepareJobs } from '#kernel/jobs/prepare.ts'
import { openHearing } from '#kernel/live/hearing.ts'
import type { Community } from './database.ts'
import { type Migration, migrateSchema } from './migrations.ts'
import { preparePlatform, prepareSchema } from './platform.ts'
import { communityPool, kyselyOn, survivor } from './pools.ts'
import { codeOf } from './transactions.ts'

/** What a community is called, before it exists. */
export interface NewCommunity {
  slug: string
  name: string
  zone: string
  language?: string
  hosts?: string[]
  demo?: boolean
}

/** The one way to a database: communities, and for the kernel alone the owner's pool. */
export interface Database {
  communities: () => Promise<Community[]>
  community: (slug: string) => Promise<Community | null>
  addCommunity: (wanted: NewCommunity) => Promise<Community>
  /** Brings the platform and every community up to date; tells each step. */
  migrate: (tell?: (line: string) => void) => Promise<void>
  /** As the owner of everything: migrations, jobs, checks. Never for requests. */
  owner: pg.Pool
  connection: pg.ClientConfig
  stop: () => Promise<void>
}

export interface Source {
  connection: pg.ClientConfig
  migrations: Migration[]
  stop?: () => Promise<void>
}

interface Row {
  slug: string
  name: string
  zone: string
  language: string
  hosts: string[]
  demo: boolean
}

const schemaOf = (slug: string) => `c_${slug}`

/** How long a process may not know of a community that another one added. */
const freshFor = 5_000

const withClient = async <Result>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> => {
  const client = await pool.connect()
  try {
    return await work(client)
  } finally {
    client.release()
  }
}

export const openDatabase = async ({ connection, migrations, stop = async () => {} }: Source): Promise<Database> => {
  const owner = survivor(new pg.Pool({ ...connection, max: 4, connectionTimeoutMillis: 5_000, allowExitOnIdle: true }))
  const open = new Map<string, { community: Community; pools: pg.Pool[] }>()
  const hearing = openHearing(connection)
  let listed: Community[] = []
  let listedAt = 0

  const opened = (row: Row): Community => {
    const known = open.get(row.slug)
    if (known) return Object.assign(known.community, row)
    const schema = schemaOf(row.slug)
    const pools = [
      communityPool(connection, schema, { readOnly: true, max: 12 }),
      communityPool(connection, schema, { readOnly: false, max: 8 }),
    ]
    const [read, write] = pools.map(kyselyOn) as [Kysely<any>, Kysely<any>]
    const hear: Community['hear'] = (topic, hearer) => hearing.hear(schema, topic, hearer)
    const community = { ...row, schema, read, write, hear }
    open.set(row.slug, { community, pools })
    return community
  }

  const communities = async (): Promise<Community[]> => {
    if (listed.length && Date.now() - listedAt < freshFor) return listed
    try {
      const { rows } = await owner.query<Row>(
        'select slug, name, zone, language, hosts, demo from wellmet.community order by created_at, slug',
      )
      listed = rows.map(opened)
      listedAt = Date.now()
    } catch (error) {
      if (!listed.length) throw error
    }
    return listed
  }

  const migrateOne = (slug: string, tell: (line: string) => void) =>
    withClient(owner, async (client) => {
      await prepareSchema(client, schemaOf(slug))
      for (const name of await migrateSchema(client, schemaOf(slug), migrations)) tell(`${slug}: ${name}`)
    })

  await withClient(owner, preparePlatform)
  await prepareJobs(owner)

  return {
    owner,
    connection,
    communities,
    community: async (slug) => (await communities()).find((known) => known.slug === slug) ?? null,
    addCommunity: async ({ slug, name, zone, language = 'en', hosts = [], demo = false }) => {
      await migrateOne(slug, () => {})
      await owner.query(
        'insert into wellmet.community (slug, name, zone, language, hosts, demo) values ($1, $2, $3, $4, $5, $6)',
        [slug, name, zone, language, hosts, demo],
      )
      listedAt = 0
      return (await communities()).find((known) => known.slug === slug)!
    },
    migrate: async (tell = () => {}) => {
      for (const { slug } of await communities()) await migrateOne(slug, tell)
    },
    stop: async () => {
      await hearing.stop()
      await Promise.all([...open.values()].flatMap(({ pools }) => pools.map((pool) => pool.end())))
      await owner.end()
      await stop()
    },
  }
}

const outOfReach = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08006',
  '53300',
  '53100',
  '53200',
  '57014',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
])

/** True where the database is away, full or overloaded: the request may be tried again, nothing is half written. */
export const isUnavailable = (error: unknown): boolean =>
  outOfReach.has(codeOf(error) ?? '') ||
  (error instanceof Error &&
    /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error/u.test(
      error.message,
    ))
