import type { Config } from '#kernel/config/config.ts'
import type { Community } from '#kernel/database/database.ts'
import { crisisLines } from '#slices/safety/crisis/queries.ts'
import { type CrisisLine, countryOf, givenLines, isStale } from '#slices/safety/crisis/rules.ts'

const isLoopback = (host: string) => ['127.0.0.1', '::1', 'localhost'].includes(host)

const connectionWarnings = (config: Config): string[] => {
  const open = !isLoopback(config.host)
  const secure = config.url.startsWith('https:')
  return [
    open &&
      !secure &&
      'people outside this machine can reach Wellmet without https. Set WELLMET_URL to an https address and put a proxy in front.',
    secure &&
      !config.trustedProxies.length &&
      'WELLMET_URL is https but WELLMET_TRUSTED_PROXIES is empty: everybody behind the proxy counts as one caller. Name the proxy, e.g. «loopback».',
    config.trustedProxies.some((entry) => /\/0$/u.test(entry)) &&
      'WELLMET_TRUSTED_PROXIES trusts the whole internet: anybody can choose the address that limits count.',
    config.metricsPort !== null &&
      open &&
      'METRICS_PORT listens on the same host as the pages. Keep that port behind a firewall.',
  ].filter((warning) => warning !== false)
}

/** The numbers that each community shows to people in a crisis, by its slug. */
export type LinesBySlug = Map<string, CrisisLine[]>

/** What `warnings` needs to know of each community, read from its own tables. */
export const shownCrisisLines = async (communities: Community[]): Promise<LinesBySlug> =>
  new Map(
    await Promise.all(communities.map(async ({ slug, read, zone }) => [slug, await crisisLines(read, zone)] as const)),
  )

const communityWarnings = (config: Config, communities: Community[], known: LinesBySlug): string[] => {
  const real = communities.filter(({ demo }) => !demo)
  return [
    real.length > 0 && !config.smtpUrl && 'there is no SMTP_URL: mail is kept and not sent.',
    real.length > 0 &&
      communities.some(({ demo }) => demo) &&
      'a demo community, whose passwords everybody knows, runs beside real ones.',
    real.length > 0 &&
      isLoopback(new URL(config.url).hostname) &&
      'WELLMET_URL is this machine: links in mail lead nowhere for other people.',
    ...real.map(({ slug, name, zone }) => {
      const lines = known.get(slug) ?? givenLines(countryOf(zone))
      if (!lines.length) return `${name} has no numbers for people in a crisis (zone ${zone}).`
      return (
        lines.some((line) => isStale(line, new Date())) &&
        `${name}: some crisis numbers were not rung for half a year. A steward rings them and says so at /steward/crisis-lines.`
      )
    }),
  ].filter((warning) => warning !== false)
}

/** Settings that work but put people at risk, each with what to do. Said at every start and by `wellmet doctor`. */
export const warnings = (config: Config, communities: Community[], lines: LinesBySlug = new Map()): string[] => [
  ...connectionWarnings(config),
  ...communityWarnings(config, communities, lines),
]
