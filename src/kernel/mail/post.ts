import net from 'node:net'
import nodemailer from 'nodemailer'
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js'
import type { Composed } from './compose.tsx'

/** A letter for one person, ready for the mail server. */
export interface Envelope extends Omit<Composed, 'from'> {
  /** Stays the same when the letter is sent again, so that mail programs know the second one for the first. */
  messageId: string
  /** Stands for the conversation that it belongs to, in the same form; nobody has seen a letter of that name. */
  thread?: string | null
  from: { name: string; address: string }
  to: { name: string; address: string }
  at: Date
  language: string
}

/** How a letter fared: taken over by the server, or refused for good. All else throws and is tried again. */
export type Posted = { kind: 'sent' } | { kind: 'bounced'; because: string }

export type Post = (letter: Envelope) => Promise<Posted>

export interface PostTimes {
  /** Milliseconds to reach the server, for each of its answers, and for the whole letter however it drips. */
  connect: number
  answer: number
  whole: number
}

const patience: PostTimes = { connect: 10_000, answer: 20_000, whole: 60_000 }

const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || host.startsWith('127.')

/**
 * Opens the way to a mail server by its address (`smtp://name:password@host:587`, `smtps://…`). Every letter has a connection of
 * its own and a deadline. A name and password never travel without TLS beyond this machine.
 */
export const openPost = (smtpUrl: string, times: PostTimes = patience): Post => {
  const url = new URL(smtpUrl)
  const mustEncrypt = url.protocol === 'smtp:' && url.username !== '' && !isLoopback(url.hostname)
  return async (letter) => {
    let socket: net.Socket | null = null
    let timer: NodeJS.Timeout | null = null
    const transport = nodemailer.createTransport({
      url: smtpUrl,
      ...(mustEncrypt ? { requireTLS: true } : {}),
      greetingTimeout: times.answer,
      socketTimeout: times.answer,
      disableFileAccess: true,
      disableUrlAccess: true,
      getSocket: (options, callback) => {
        socket = reach(
          options.host ?? url.hostname,
          Number(options.port ?? (options.secure ? 465 : 587)),
          times.connect,
          callback,
        )
      },
    } satisfies SMTPTransport.Options)
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the mail server took too long')), times.whole)
    })
    try {
      await Promise.race([transport.sendMail(messageOf(letter)), late])
      return { kind: 'sent' }
    } catch (error) {
      if (isForGood(error)) return { kind: 'bounced', because: error.response ?? error.message }
      throw error
    } finally {
      if (timer) clearTimeout(timer)
      ;(socket as net.Socket | null)?.destroy()
    }
  }
}

type Reached = (error: Error | null, socket?: { connection: net.Socket }) => void

const reach = (host: string, port: number, within: number, tell: Reached): net.Socket => {
  const socket = net.connect({ host, port })
  const timer = setTimeout(() => socket.destroy(new Error('the mail server does not answer')), within)
  const failed = (error: Error) => {
    clearTimeout(timer)
    tell(error)
  }
  socket.once('error', failed)
  socket.once('connect', () => {
    clearTimeout(timer)
    socket.off('error', failed)
    socket.on('error', () => {})
    tell(null, { connection: socket })
  })
  return socket
}

/** 5xx about this letter or its reader. A 5xx to our sign-in or sender is our own mistake: it must not cost a letter. */
const isForGood = (error: unknown): error is Error & { response?: string } => {
  if (!(error instanceof Error) || !('responseCode' in error) || !('command' in error)) return false
  return Number(error.responseCode) >= 500 && (error.command === 'RCPT TO' || error.command === 'DATA')
}

const messageOf = ({
  messageId,
  thread,
  from,
  to,
  at,
  language,
  subject,
  text,
  html,
  refuseAt,
}: Envelope): SMTPTransport.MailOptions => ({
  messageId,
  from,
  to,
  envelope: { from: from.address, to: [to.address] },
  date: at,
  subject,
  text,
  html,
  textEncoding: 'quoted-printable',
  ...(thread ? { inReplyTo: thread, references: [thread] } : {}),
  headers: {
    'Content-Language': language,
    // Tells holiday notices and other robots that nobody reads what they answer (RFC 3834).
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    ...(refuseAt ? { 'List-Unsubscribe': `<${refuseAt}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
  },
})
