/** Was the password right, before something that cannot be undone by the next person at this screen? */
export type Proof = 'right' | 'wrong' | 'wait'

/** What became of a yes to a new address: both mailboxes must say it, the old one too, or a stolen session takes the account. */
export type EmailConfirmation = { kind: 'changed'; personId: string } | { kind: 'waitsForOther' } | { kind: 'dead' }

/** How long new backup codes may be looked at: enough to write them down, too short to be found on a screen next week. */
export const codesShownFor = 15 * 60_000

export type SecondStepState =
  | { kind: 'off' }
  | { kind: 'settingUp'; secret: string }
  | { kind: 'on'; codes: string | null; codesUntil: Date | null }
