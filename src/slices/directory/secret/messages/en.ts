export const en = {
  title: 'Where it is',
  leadSecret: 'The address of this place is kept secret. It is on no page, map, list or file of ours.',
  leadOpen: 'Anybody can see where this place is.',
  open: 'Show me the address',
  openHint: 'It is shown to you for {minutes} minutes. We write down that you looked, and when.',
  opened: 'The address is shown below.',
  address: 'Address',
  position: 'Position on the map',
  toldOf: 'What else its source says',
  hide: 'Keep this address secret',
  hideHint:
    'Do this where people are not safe if they are found. The address, the map pin and the name of the place go at once, here and in everything that we send. People are told to ring first.',
  hideThen: 'Once it is secret, only those who look after its organisation can see it or show it again. You cannot.',
  hideForGood:
    'Nobody here looks after this place. Once it is secret, nobody can show it again until an organisation has it.',
  notStaff: 'Only those who look after its organisation can see it or show it again.',
  backToTheirs: 'To the organisation',
  hidden: 'The address is secret now.',
  show: 'Show the address to everybody again',
  showHint: 'Only do this if nobody is in danger when the place is known. Who copied it then has it for good.',
  shown: 'Anybody can see where this place is again.',
  back: 'Back to your organisation',
} as const

export type SecretKey = keyof typeof en
