import ipaddr from 'ipaddr.js'

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number]

/**
 * Who may speak for others: `10.0.0.0/8`, `::1`, `loopback`. Only a hop in this list is believed about the hop before it, so
 * nobody can choose their own address by sending X-Forwarded-For.
 * @throws Error naming the entry that is no address
 */
export const trustedRanges = (list: string[]): Range[] =>
  list.flatMap((entry) => {
    if (entry === 'loopback') return [ipaddr.parseCIDR('127.0.0.0/8'), ipaddr.parseCIDR('::1/128')] as Range[]
    if (ipaddr.isValidCIDR(entry)) return [ipaddr.parseCIDR(entry) as Range]
    if (ipaddr.isValid(entry)) {
      const address = ipaddr.process(entry)
      return [[address, address.kind() === 'ipv4' ? 32 : 128] as Range]
    }
    throw new Error(`WELLMET_TRUSTED_PROXIES: «${entry}» is neither an address nor a range like 10.0.0.0/8`)
  })

const isTrusted = (address: string, ranges: Range[]) => {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range as never, bits))
}

/** The caller's address: the last hop that no trusted proxy vouches for. */
export const callerAddress = (peer: string, forwardedFor: string | null, ranges: Range[]): string => {
  const hops = [...(forwardedFor ?? '').split(',').map((hop) => hop.trim()), peer].filter(Boolean)
  let caller = peer
  for (const hop of hops.reverse()) {
    if (!ipaddr.isValid(hop)) return caller
    caller = hop
    if (!isTrusted(hop, ranges)) return caller
  }
  return caller
}

/** True where the peer is a proxy that we believe, e.g. about `X-Forwarded-Proto`. */
export const believes = (peer: string, ranges: Range[]): boolean => isTrusted(peer, ranges)

/**
 * What a rate limit counts: an IPv4 address, or the /64 of an IPv6 one (a home gets a whole /64, so counting single addresses
 * limits nobody: better-auth CVE-2026-45364). All spellings of one address give one key.
 */
export const limitKey = (address: string): string => {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`
}
