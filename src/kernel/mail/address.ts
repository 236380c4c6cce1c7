import { createHash } from 'node:crypto'
import { domainToASCII } from 'node:url'

const local = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const domain = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/u

/** What has no place in one header line: CR and LF above all, which begin another header (Nextcloud Calendar, CVE-2022-24838). */
const breaksHeaders = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/u

/** Thrown for what would break out of a mail header. The program's own texts and parsed input never do. */
export class UnsafeHeader extends Error {
  override name = 'UnsafeHeader'
}

/** @throws UnsafeHeader when the value is more than one honest line */
export const headerLine = (name: string, value: string): string => {
  if (breaksHeaders.test(value) || !value.isWellFormed())
    throw new UnsafeHeader(`a line break or control character in ${name}`)
  return value
}

/**
 * One mailbox, `name@host`, in the form in which it is compared and stored: host in lower case and ASCII (punycode), as RFC 5321
 * allows without quotes, comments or addresses of hosts by number. `null` for all else, also for lists of addresses.
 */
export const mailAddress = (value: string): string | null => {
  const at = value.lastIndexOf('@')
  const name = value.slice(0, at)
  const host = domainToASCII(value.slice(at + 1)).toLowerCase()
  if (at < 1 || at > 64 || value.length > 254 || breaksHeaders.test(value)) return null
  return local.test(name) && domain.test(host) ? `${name}@${host}` : null
}

/** The same for one address however its letters are cased; not to be turned back. */
export const addressHash = (address: string): string => createHash('sha256').update(address.toLowerCase()).digest('hex')
