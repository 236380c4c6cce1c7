/** RFC 4648 base32 without padding: how apps want the key. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export const base32 = (text: string): string => {
  let [bits, held, out] = [0, 0, '']
  for (const byte of new TextEncoder().encode(text)) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) out += alphabet[(held >> (bits - 5)) & 31]
    held &= 0xff
  }
  return bits ? out + alphabet[(held << (5 - bits)) & 31] : out
}

interface KeyOwner {
  community: string
  email: string
}

/** The address that apps read from the QR code (Google's Key URI Format): 6 digits, 30 seconds, SHA-1, as all apps know it. */
export const keyAddress = (secret: string, { community, email }: KeyOwner): string => {
  const label = `${encodeURIComponent(community)}:${encodeURIComponent(email)}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(community)}&digits=6&period=30`
}
