import type { Config } from '#kernel/config/config.ts'
import type { Community } from '#kernel/database/database.ts'
import { crisisLinesFor } from '../crisis-lines.ts'

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

const communityWarnings = (config: Config, communities: Community[]): string[] => {
  const real = communities.filter(({ demo }) => !demo)
  return [
    real.length > 0 && !config.smtpUrl && 'there is no SMTP_URL: mail is kept and not sent.',
    real.length > 0 &&
      communities.some(({ demo }) => demo) &&
      'a demo community, whose passwords everybody knows, runs beside real ones.',
    real.length > 0 &&
      isLoopback(new URL(config.url).hostname) &&
      'WELLMET_URL is this machine: links in mail lead nowhere for other people.',
    ...real.map(({ name, zone }) => {
      const lines = crisisLinesFor(zone)
      if (!lines.length) return `${name} has no numbers for people in a crisis (zone ${zone}).`
      return (
        lines.some(({ checkedAt }) => checkedAt === null) &&
        `${name}: nobody has yet rung the crisis numbers to check them.`
      )
    }),
  ].filter((warning) => warning !== false)
}

/** Settings that work but put people at risk, each with what to do. Said at every start and by `wellmet doctor`. */
export const warnings = (config: Config, communities: Community[]): string[] => [
  ...connectionWarnings(config),
  ...communityWarnings(config, communities),
]
