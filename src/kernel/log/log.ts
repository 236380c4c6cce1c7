import pino from 'pino'

export type Log = pino.Logger

/**
 * One line of JSON per event on standard output. Whoever logs gives ids, numbers and the route's pattern: never an address
 * line, a name, an e-mail or a query. The redaction is a net below that rule, not the rule.
 */
export const openLog = (level: string): Log =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['email', 'name', 'password', 'token', 'cookie', 'authorization', '*.email', '*.password', '*.token'],
    },
    serializers: { error: safeError },
  })

/** An error without the values that PostgreSQL quotes in `detail` and `where`: those are people's data. */
const safeError = (error: unknown) => {
  if (!(error instanceof Error)) return { message: 'not an error' }
  const { name, message, stack } = error
  const code = 'code' in error ? String(error.code) : undefined
  return { name, code, message: code ? message.replace(/"[^"]*"/gu, '"…"') : message, stack }
}
