import pino from 'pino'

export type Log = pino.Logger

/**
 * One line of JSON per event on standard output. Whoever logs gives ids, numbers and the route's pattern: never an address
 * line, a name, an e-mail or a query. The redaction is a net below that rule, not the rule.
 */
export const openLog = (level: string, sink?: pino.DestinationStream): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['email', 'name', 'password', 'token', 'cookie', 'authorization', '*.email', '*.password', '*.token'],
      },
      serializers: { error: safeError },
    },
    sink as pino.DestinationStream,
  )

/** An error without the values that PostgreSQL quotes in its sentence, `detail` and `where`: those are people's data. */
const safeError = (error: unknown) => {
  if (!(error instanceof Error)) return { message: 'not an error' }
  const code = 'code' in error ? String(error.code) : undefined
  const message = code ? error.message.replace(/"[^"]*"/gu, '"…"') : error.message
  // The stack begins with the sentence as it was; a value may have lines of its own, so only what comes after it is kept.
  const calls = (error.stack ?? '').split('\n').filter((line) => /^\s+at \S/u.test(line))
  return { name: error.name, code, message, stack: calls.slice(0, 20).join('\n') }
}
