import { isCommon, passwordLength } from '#kernel/session/passwords.ts'

export type PasswordProblem = 'passwordTooShort' | 'passwordTooLong' | 'passwordTooCommon' | 'passwordIsYou'

interface Self {
  email?: string
  name?: string
}

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/**
 * What speaks against a password. No rule about digits or capitals (they make people write `Password1!`): long, not among
 * those tried first, and not one's own name or address.
 */
export const passwordProblem = (password: string, self: Self = {}): PasswordProblem | null => {
  if (password.length > passwordLength.max) return 'passwordTooLong'
  if ([...password].length < passwordLength.min) return 'passwordTooShort'
  if (isCommon(password) || new Set(password).size <= 2) return 'passwordTooCommon'
  const own = [self.email, self.email?.split('@')[0], self.name].map((text) => plain(text ?? '')).filter(Boolean)
  return own.includes(plain(password)) ? 'passwordIsYou' : null
}

export type Browser = { program: string; system: string }

/** A word for the browser, from what it says of itself: enough to know one's own phone again, no more. */
export const browserFrom = (userAgent: string | null): Browser => {
  const find = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? ''
  return {
    program: find([
      [/Edg\//u, 'Edge'],
      [/OPR\//u, 'Opera'],
      [/SamsungBrowser/u, 'Samsung Internet'],
      [/Firefox|FxiOS/u, 'Firefox'],
      [/Chrome|CriOS/u, 'Chrome'],
      [/Safari/u, 'Safari'],
    ]),
    system: find([
      [/iPhone/u, 'iPhone'],
      [/iPad/u, 'iPad'],
      [/Android/u, 'Android'],
      [/CrOS/u, 'Chromebook'],
      [/Windows/u, 'Windows'],
      [/Mac OS X|Macintosh/u, 'Mac'],
      [/Linux/u, 'Linux'],
    ]),
  }
}
