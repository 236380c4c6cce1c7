export const en = {
  title: 'Programs of {name}',
  lead: 'With a key, your own program writes your listings here. It can also be told when something changes.',
  none: 'No program has a key',
  noneText: 'You only need one if your listings are kept in a system of your own.',
  label: 'What is it for?',
  labelHint: 'For example: our case system',
  labelNeeded: 'Say what the key is for.',
  url: 'Where to tell of changes',
  urlHint: 'An https address of your program. We send the ids of what changed, signed with your key.',
  notAWebAddress: 'This is no web address. It begins with https://',
  make: 'Make a key',
  made: 'Copy this key now, it is shown only once: {key}',
  end: 'End “{label}”',
  ended: 'This key opens nothing any more.',
  created: 'Made on {date}.',
  used: 'Used last on {date}.',
  unused: 'Never used so far.',
  telling: 'Changes are told to {url}.',
  failing: 'It has not answered since {date}. We go on trying.',
  how: 'How a program writes',
  howText:
    'It reads a service, changes it, and sends it back with PUT to {path}, the key in the header Authorization: Bearer. If somebody else has changed a field since, nothing is written and the answer names each such field.',
} as const

export type PartnerMessage = keyof typeof en
