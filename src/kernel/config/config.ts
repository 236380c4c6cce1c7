import path from 'node:path'
import { z } from 'zod'
import { tileMistakes, tileSource } from './tiles.ts'

/** Every setting of the program, read once from the environment. Each has a default that is safe for one machine. */
export interface Config {
  port: number
  host: string
  /** The address that people use, without a trailing slash; links in mail start with it. */
  url: string
  dataFolder: string
  databaseUrl: string | null
  smtpUrl: string | null
  mailFrom: string | null
  /** Signs form tokens and one-click links. `null`: made once and kept in the data folder. */
  secret: string | null
  trustedProxies: string[]
  metricsPort: number | null
  logLevel: string
  /** `file`: the .pmtiles on this machine that `url` of ours leads to. */
  tiles: { url: string; attribution: string; file: string | null } | null
  /** Jobs that this process runs at the same time; 0 leaves them to `wellmet work`. */
  jobs: number
  /** Requests a minute that one address may make, before it is asked to wait. */
  requestsPerMinute: number
}

const port = z.coerce.number().int().min(0).max(65535)
const url = (protocols: string[], example: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `must be an address like ${example}`,
  })

const Environment = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  WELLMET_URL: url(['http:', 'https:'], 'https://together.example').optional(),
  WELLMET_DATA: z.string().min(1).default('./data'),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://name:password@host/database').optional(),
  SMTP_URL: url(['smtp:', 'smtps:'], 'smtp://name:password@host:587').optional(),
  WELLMET_MAIL_FROM: z.email('must be an e-mail address').optional(),
  WELLMET_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters: make one with `openssl rand -base64 33`')
    .optional(),
  WELLMET_TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/u).filter(Boolean)),
  METRICS_PORT: port.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  WELLMET_TILES: z.string().optional(),
  WELLMET_TILES_ATTRIBUTION: z.string().default(''),
  WELLMET_JOBS: z.coerce.number().int().min(0).max(64).default(2),
  WELLMET_REQUESTS_PER_MINUTE: z.coerce.number().int().min(10).max(1_000_000).default(600),
})

/** Settings that do not make sense, all of them at once, each by its name. */
export class BadConfig extends Error {
  override name = 'BadConfig'
  readonly mistakes: string[]
  constructor(mistakes: string[]) {
    super(`The settings do not fit:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`)
    this.mistakes = mistakes
  }
}

const together = (settings: z.output<typeof Environment>): string[] => {
  const mistakes: string[] = []
  if (settings.DATABASE_URL && !settings.WELLMET_SECRET) {
    mistakes.push('WELLMET_SECRET: is needed with DATABASE_URL, so that all nodes sign alike')
  }
  if (settings.METRICS_PORT !== undefined && settings.METRICS_PORT === settings.PORT) {
    mistakes.push('METRICS_PORT: must differ from PORT, or everybody could read the metrics')
  }
  if (settings.WELLMET_TILES)
    mistakes.push(...tileMistakes(settings.WELLMET_TILES).map((mistake) => `WELLMET_TILES: ${mistake}`))
  return mistakes
}

/**
 * Reads the settings. Empty variables count as not set.
 * @throws BadConfig naming every mistake at once
 */
export const readConfig = (environment: Record<string, string | undefined>): Config => {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(set)
  if (!parsed.success)
    throw new BadConfig(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  const mistakes = together(parsed.data)
  if (mistakes.length) throw new BadConfig(mistakes)
  return configOf(parsed.data)
}

const configOf = (settings: z.output<typeof Environment>): Config => ({
  port: settings.PORT,
  host: settings.HOST,
  url: (settings.WELLMET_URL ?? `http://localhost:${settings.PORT}`).replace(/\/+$/u, ''),
  dataFolder: path.resolve(settings.WELLMET_DATA),
  databaseUrl: settings.DATABASE_URL ?? null,
  smtpUrl: settings.SMTP_URL ?? null,
  mailFrom: settings.WELLMET_MAIL_FROM ?? null,
  secret: settings.WELLMET_SECRET ?? null,
  trustedProxies: settings.WELLMET_TRUSTED_PROXIES,
  metricsPort: settings.METRICS_PORT ?? null,
  logLevel: settings.LOG_LEVEL,
  tiles: settings.WELLMET_TILES
    ? { ...tileSource(settings.WELLMET_TILES), attribution: settings.WELLMET_TILES_ATTRIBUTION }
    : null,
  jobs: settings.WELLMET_JOBS,
  requestsPerMinute: settings.WELLMET_REQUESTS_PER_MINUTE,
})
