import { type EditingKey, en as editing } from '../../editing/messages/en.ts'

const own = {
  alertsTitle: 'Days that are different: {name}',
  alertsLead:
    '«Closed this week», «Only by telephone until Friday». People see it at once, in the search too, and it ends by itself.',
  alertsEmpty: 'Nothing special is written down.',
  alertWords: 'What should people know?',
  alertWordsHint: 'One short sentence, such as: Closed this week, a pipe has burst.',
  alertClosed: 'It is closed on these days',
  alertFrom: 'From',
  alertUntil: 'Up to and including',
  alertMake: 'Tell people',
  alertMade: 'People see it from now on.',
  alertEnd: 'It is over: {words}',
  alertEnded: 'Taken away.',
  alertWhen: 'When',
  notADate: 'Choose a date.',
  endsBeforeItBegins: 'It would end before it begins.',
  tooLongForAnAlert: 'That is longer than a year. Change the listing instead.',
  noLinksHere: 'Please leave web addresses out of the sentence.',

  sweepsTitle: 'Holiday hours',
  sweepsLead:
    'One letter to every organisation with opening hours, before people stand there in vain. They answer on one page, without an account.',
  sweepsBack: 'How fresh the directory is',
  sweepsEmpty: 'Nobody was asked yet',
  sweepName: 'Which holidays?',
  sweepNameHint: 'Such as: Christmas and New Year.',
  sweepFrom: 'First day',
  sweepTo: 'Last day, two weeks later at most',
  sweepUntil: 'Answers until',
  sweepOpen: 'Write to everybody',
  sweepOpened: 'The letters are on their way.',
  sweepToAsk:
    '{count, plural, =0 {Nobody would get a letter: no organisation has told its hours and an e-mail address.} one {One organisation has told its hours and an e-mail address. It gets the letter at once.} other {# organisations have told their hours and an e-mail address. Each gets the letter at once.}}',
  sweepsAsked: 'Asked so far',
  sweepHoliday: 'Holidays',
  sweepDays: 'Days',
  sweepAsked: 'Asked',
  sweepAnswered: 'Answered',
  tooManyDays: 'Choose two weeks at most.',
  mailHello: 'Hello,',
  mailSweepSubject: 'When are you open? {holiday}',
  mailSweepText:
    'Soon it is {holiday}. So that nobody stands before a locked door, please tell us in a minute when {name} is open from {from} to {to}.',
  mailSweepOpen: 'Tell people our hours',
  mailSweepSmall:
    'You need no account. Opening the page changes nothing. It works until {until}, and once. We write to you because this address stands in our list of help.',
  hoursTitle: '{name}: {holiday}',
  hoursLead: 'For each day choose whether you are open. Days that are as usual need nothing.',
  hoursAsUsual: 'As usual',
  hoursClosed: 'Closed',
  hoursOther: 'Open at other hours',
  hoursWhich: 'Hours on {day}',
  hoursWhichHint: 'Such as 10:00–13:00.',
  hoursOn: '{name}, {day}',
  hoursSave: 'Tell people',
  hoursThanks: 'Thank you. People read these hours from now on.',
}

export type AlertKey = EditingKey | keyof typeof own
export type OwnKey = keyof typeof own

export const en: Record<AlertKey, string> = { ...editing, ...own }
