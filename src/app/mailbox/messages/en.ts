export const en = {
  title: 'Mailbox of the demo',
  lead: 'This demo sends no letters. It puts them here, for all to read.',
  warning: 'Everybody who visits this demo can read these letters. Do not use your real address or password.',
  caption: 'Letters, the newest first',
  about: 'About',
  to: 'To',
  written: 'Written',
  onItsWay: 'still on its way',
  emptyTitle: 'No letters yet',
  emptyText: 'Sign up, or ask for a link to sign in. The letter comes here in a moment.',
  lookAgain: 'Look again',
  back: 'All letters',
  from: 'From',
  onlyFor: 'Only letters to',
  show: 'Show',
  openTitle: 'Open a link from this letter',
  openLink: 'Open {path}',
  asShown: 'The letter',
  asText: 'The same as plain text',
} as const

export type MessageKey = keyof typeof en
