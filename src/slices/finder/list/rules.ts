/** A list holds what somebody wants to remember or show, not a directory. */
export const mostKept = 30

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

/** A list as a short text for an address or a cookie: the 16 bytes of each id in base64url, joined by full stops. */
export const listText = (things: readonly string[]): string =>
  [...new Set(things)]
    .filter((id) => uuid.test(id))
    .slice(0, mostKept)
    .map((id) => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url'))
    .join('.')

const idIn = (part: string): string[] => {
  if (!/^[\w-]{22}$/u.test(part)) return []
  const hex = Buffer.from(part, 'base64url').toString('hex')
  return [hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5')]
}

/** The ids of a list; what is none is left out, so that a link that was cut on its way still shows most. */
export const listIn = (text: string): string[] => [...new Set(text.split('.').flatMap(idIn))].slice(0, mostKept)
