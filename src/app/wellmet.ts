import path from 'node:path'
import type { Hono } from 'hono'
import type { Config } from '#kernel/config/config.ts'
import { root } from '#kernel/config/root.ts'
import { secretOf } from '#kernel/database/connect.ts'
import type { Community } from '#kernel/database/database.ts'
import { type Database, isUnavailable } from '#kernel/database/open.ts'
import { type Log, openLog } from '#kernel/log/log.ts'
import { type Metrics, openMetrics } from '#kernel/log/metrics.ts'
import { trustedRanges } from '#kernel/routes/address.ts'
import { openAssets } from '#kernel/routes/assets.ts'
import { type Limits, openLimits } from '#kernel/routes/limits.ts'
import { mount } from '#kernel/routes/mount.ts'
import type { Route } from '#kernel/routes/registry.ts'
import { sessionOf } from '#kernel/session/session.ts'
import { prepareSessions } from '#kernel/session/settings.ts'
import { mountedRoutes } from './mounted.ts'
import { viewOf } from './render.tsx'
import { siteRoutes } from './site/routes.tsx'
import { version } from './store.ts'
import { tileRoutes } from './tiles.ts'
import { workRoutes } from './work/routes.tsx'

export { openStore } from './store.ts'

/** The program without its ears: a web application over a database. */
export interface Wellmet {
  config: Config
  secret: string
  database: Database
  app: Hono
  routes: Route[]
  log: Log
  metrics: Metrics
  stop: () => Promise<void>
}

/** The address at which a community is reached: the configured one for the first, its own name for others. */
export const originOf =
  (config: Config, first: string | null) =>
  (community: Community): string => {
    const base = new URL(config.url)
    if (community.slug === first) return base.origin
    base.hostname = community.hosts[0] ?? `${community.slug}.localhost`
    return base.origin
  }

const isReady = async (database: Database) => {
  try {
    await database.owner.query('select 1')
    return (await database.communities()).length > 0
  } catch {
    return false
  }
}

/** What a test holds still or leaves out. */
interface Around {
  now?: () => Date
  log?: Log
  limits?: Limits
}

/** Mounts every route over an open database. Tests open it the same way, with their own clock. */
export const openWellmet = (
  config: Config,
  database: Database,
  { now = () => new Date(), log = openLog(config.logLevel), limits = openLimits() }: Around = {},
): Wellmet => {
  const secret = secretOf(config.dataFolder, config.secret)
  prepareSessions({ secret, url: config.url })
  const assets = openAssets(path.join(root, 'dist/assets'))
  const metrics = openMetrics()
  const routes: Route[] = []
  const site = {
    url: config.url,
    version,
    requestsPerMinute: config.requestsPerMinute,
    all: () => routes,
    ready: () => isReady(database),
  }
  routes.push(
    ...siteRoutes(site),
    ...workRoutes(() => routes),
    ...mountedRoutes,
    ...assets.routes,
    ...tileRoutes(config.tiles?.file ?? null),
  )
  const app = mount({
    config,
    secret,
    log,
    metrics,
    limits,
    proxies: trustedRanges(config.trustedProxies),
    routes,
    view: viewOf(config, assets.address),
    communities: database.communities,
    sessionOf,
    isUnavailable,
    now,
  })
  return { config, secret, database, app, routes, log, metrics, stop: database.stop }
}
