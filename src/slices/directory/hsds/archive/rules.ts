/** What an archive may hold at most: more is no directory but an attack on the disk. */
export const archiveLimits = { files: 500, bytes: 2_000_000_000, ratio: 300, free: 20_000_000 }

/** Why nothing at all of what was given can be read. Told to whoever gave it. */
export class Unusable extends Error {
  override name = 'Unusable'
}

/**
 * Where a file of an archive goes within its folder; null for what nobody needs (folders, a Mac's shadows).
 * @throws Unusable where its name leads out of the folder or cannot be one
 */
export const placeIn = (name: string): string | null => {
  const parts = name.split(/[\\/]/u)
  if (name.endsWith('/') || parts.includes('__MACOSX') || parts.at(-1)!.startsWith('.')) return null
  const isSafe = parts.every(
    (part) => /^[\p{L}\p{N} _().,-][\p{L}\p{N} _().,+-]{0,99}$/u.test(part) && !/^\.+$/u.test(part),
  )
  if (!isSafe || parts.length > 6) throw new Unusable('The archive has a file whose name leads somewhere else.')
  return parts.join('/')
}

/** Does what came out so far stand in no proportion to what went in? */
export const isBomb = (packed: number, unpacked: number): boolean =>
  unpacked > archiveLimits.bytes || (unpacked > archiveLimits.free && unpacked > packed * archiveLimits.ratio)
