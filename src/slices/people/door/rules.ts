/** What became of a try to sign in. Wrong and unknown are one, so that nobody learns who is here. */
export type Entry = { kind: 'is'; personId: string } | { kind: 'wrong' } | { kind: 'wait' }

/** What became of a link from the letter that ends a sign-up. */
export type Confirmation =
  | { kind: 'joined'; personId: string; next: string | null }
  | { kind: 'dead' }
  | { kind: 'wrongPassword' }
  | { kind: 'wait' }

export type Opened = { kind: 'is'; personId: string; next: string | null } | { kind: 'dead' }

export type NewPasswordOutcome = { kind: 'changed' } | { kind: 'dead' } | { kind: 'passwordIsYou' }

export type SecondStepOutcome = { kind: 'signedIn' } | { kind: 'wrong' } | { kind: 'locked' } | { kind: 'startAgain' }

/** Letters that one address gets within an hour; more would be somebody's way to annoy. */
export const lettersPerHour = 5
