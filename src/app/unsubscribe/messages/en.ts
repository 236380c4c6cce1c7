export const en = {
  title: 'Letters from {community}',
  digest: 'news of what is on',
  reminders: 'reminders',
  checks: 'questions whether a listing is still right',
  news: 'news from us',
  stopLead: 'You get letters with {list}. Shall we stop them?',
  stopText: 'Letters that you ask for yourself still come, such as a link to sign in.',
  stop: 'Stop these letters',
  stoppedLead: 'You get no more letters with {list}.',
  stoppedText: 'Changed your mind? You can have them again.',
  again: 'Send me these letters again',
  stopped: 'Done. We send you no more of these.',
  comingAgain: 'Good. These letters come again.',
} as const

export type MessageKey = keyof typeof en
