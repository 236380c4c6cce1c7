import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** What a mail server took over: the envelope as it was said on the wire, and the message as it came. */
export interface Taken {
  from: string
  to: string[]
  raw: string
}

export interface Sink {
  url: string
  taken: Taken[]
  stop: () => Promise<void>
}

type Refusal = { code: number; words: string }

const refusing = ({ code, words }: Refusal) => Object.assign(new Error(words), { responseCode: code })

export interface SinkManners {
  /** Refuses each recipient, or the message after it was sent. May change its mind between letters. */
  rcpt?: () => Refusal | null
  data?: () => Refusal | null
  /** Called when the message is whole, before it is acknowledged. */
  before?: (taken: Taken) => Promise<void> | void
  options?: SMTPServerOptions
}

/** A real SMTP server on a free port of this machine that keeps what it is given. */
export const openSink = async ({ rcpt, data, before, options }: SinkManners = {}): Promise<Sink> => {
  const taken: Taken[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      const refusal = rcpt?.() ?? null
      done(refusal ? refusing(refusal) : null)
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', async () => {
        const { mailFrom, rcptTo } = session.envelope
        const letter = {
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
        }
        const refusal = data?.() ?? null
        if (refusal) return done(refusing(refusal))
        await before?.(letter)
        taken.push(letter)
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.server.address() as { port: number }
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    stop: () => new Promise((done) => server.close(() => done())),
  }
}

/** One header of a message, unfolded. */
export const headerOf = (raw: string, name: string): string | null => {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/gu, ' ')
  const line = head.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`))
  return line === undefined ? null : line.slice(name.length + 1).trim()
}
