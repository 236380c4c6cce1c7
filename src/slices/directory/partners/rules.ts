import { createHash, createHmac } from 'node:crypto'

/** A key says whose it is at a glance, so that one that leaked into a program's source is recognised. */
export const keyBeginning = 'wellmet_'

export const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')

/** `Authorization: Bearer wellmet_…`; null for anything else. */
export const keyIn = (header: string | null): string | null =>
  /^Bearer (wellmet_[\w-]{43})$/u.exec(header ?? '')?.[1] ?? null

/**
 * Signature of what we tell a partner, as Standard Webhooks has it: HMAC-SHA-256 of `id.timestamp.body`, base64 after `v1,`. The key
 * of the signature is the SHA-256 (hex) of the partner's own key, which both sides know and neither needs to store twice.
 */
export const signatureOf = (hash: string, id: string, timestamp: number, body: string): string =>
  `v1,${createHmac('sha256', hash).update(`${id}.${timestamp}.${body}`).digest('base64')}`

const minute = 60_000

/** When to try again after so many failures in a row: twice as long each time, at most six hours. */
export const tryAfter = (failures: number, now: Date): Date =>
  new Date(now.getTime() + Math.min(2 ** failures * minute, 360 * minute))
