import { type EditingKey, en as editing } from '../../editing/messages/en.ts'

const own = {
  answerRight: 'It is all still right',
  answerChange: 'Something has changed',
  answerClosed: 'It has closed for good',
  otherAnswers: 'Another answer',
  answersByButton: 'Nothing changes until you press a button.',

  mailHello: 'Hello,',
  mailCheckSubject: 'Is this still right? {name}',
  mailCheckAgainSubject: 'A reminder: is this still right? {name}',
  mailCheckLastSubject: 'Before we ring you: is this still right? {name}',
  mailCheckWhy:
    'People in {community} find «{name}» in our list. So that nobody stands before a locked door, we ask you from time to time whether it is still true.',
  mailCheckAgainWhy:
    'A week ago we asked you whether what people read about «{name}» is still true. You need no account, and it takes a minute.',
  mailCheckLastWhy:
    'We have not heard from you about «{name}». If we hear nothing, one of our volunteers rings you next week. You can save yourself the call.',
  mailPeopleRead: 'This is what people read:',
  mailPeopleReadSince: 'This is what people read. It was last checked on {date}.',
  mailCheckSmall:
    'Each answer opens a page with a button. Opening it changes nothing. The links work for 60 days, and once. We write to you because this address stands in our list of help.',

  rightTitle: 'Is all of this still right? {name}',
  rightLead: 'This is what people read. If it is true, press the button. People then see that it was checked today.',
  rightButton: 'Yes, all of it is right',
  thanksRight: 'Thank you. People now see that this was checked today.',
  changeTitle: 'What has changed? {name}',
  changeLead: 'Change what is no longer true and leave the rest. People read it as soon as you save.',
  changeButton: 'Save what has changed',
  thanksChanged: 'Thank you. This is what people read from now on.',
  closedTitle: 'Has it closed for good? {name}',
  closedLead:
    'If you press the button, nobody finds it here any more. If it is only closed for a while, choose «Something has changed».',
  closedButton: 'Yes, it has closed for good',
  thanksClosed: 'Thank you. Nobody is sent there any more.',

  callsTitle: 'Ring and ask',
  callsLead: 'They did not answer our letters. A call of three minutes keeps somebody from a locked door.',
  callsEmpty: 'Nobody needs to be rung now',
  callsEmptyText:
    '{later, plural, =0 {All letters are answered, or still on their way.} one {One call waits for its day.} other {# calls wait for their day.}}',
  callsCount:
    '{now, plural, one {One call waits} other {# calls wait}} now, {later, plural, =0 {none} one {one} other {#}} for another day.',
  toDashboard: 'How fresh the directory is',
  toCheckers: 'Who rings',
  callNext: 'Take the next call',
  callWhat: 'Listing',
  callWhose: 'Organisation',
  callKnown: 'Last known',
  callNever: 'never',
  callHint: 'Good to know',
  callDo: 'To do',
  callTake: 'Ring',
  callGoOn: 'Go on',
  callTaken: 'Somebody else is ringing just now.',
  callTakenNow: 'Somebody else took this call a moment ago.',
  callNoneFree: 'There is no free call just now.',
  callWrongNumber: 'The number was wrong: look for another.',
  callNoNumber: 'No number known: look for one.',
  callTried: 'Tried {count, plural, one {once} other {# times}}.',
  callTitle: 'Ring {name}',
  callYours: 'This call is yours until {until}. Nobody else rings meanwhile.',
  callRing: 'Ring',
  callFindNumber:
    'We have no number. Look on their website or ask a neighbour, then write it down under «Something has changed».',
  beforeNoAnswer: 'nobody answered',
  beforeWrongNumber: 'wrong number',
  beforeAnswered: 'somebody answered',
  scriptTitle: 'What you can say',
  scriptHello: '«Hello. I am a volunteer of {community}. We keep the list of help near here.»',
  scriptMay: '«May I read out what people find about {name}? It takes three minutes.»',
  scriptRead: 'Read out what stands below, line by line.',
  scriptAsk: '«Is that still right? Is there anything that people should know before they come?»',
  scriptThanks: '«Thank you. People now see that it was checked today.»',
  scriptRecord: 'What people read',
  howDidItGo: 'How did it go?',
  wentRight: 'It is all still right',
  wentChange: 'Something has changed',
  wentNoAnswer: 'Nobody answered',
  againWhen: 'Try again',
  again_tomorrow: 'tomorrow',
  again_threeDays: 'in three days',
  again_week: 'in a week',
  wentWrongNumber: 'Wrong number',
  wentClosed: 'It has closed for good',
  wentNotNow: 'Not now: leave it to others',
  callDone: 'Thank you. It now says «checked today».',
  callDoneChanged: 'Thank you. People read the new words from now on.',
  callDoneClosed: 'Thank you. Nobody is sent there any more.',
  callAgain: 'Thank you for trying. It comes back on its day.',
  callWrong: 'Noted. It waits a week for the right number.',
  callReleased: 'It waits for somebody else.',

  mailCheckerSubject: 'You can help to keep the list true',
  mailCheckerText:
    'A steward of {community} asks whether you would ring organisations that did not answer our letters. A call takes three minutes, and the page tells you what to say. You find the calls here whenever you have time.',
  checkersTitle: 'Who rings organisations',
  checkersLead:
    'Volunteers who ring where no letter is answered. They see what everybody sees, and may change it by what they are told.',
  checkersEmpty: 'Nobody rings yet',
  checkerEmail: 'E-mail address of a member',
  checkerEmailHint: 'They need an account first.',
  checkerAdd: 'Ask them to ring',
  checkerAdded: 'They find the calls at «Ring and ask» from now on.',
  checkerNobody: 'Nobody here has this address. They need an account first.',
  checkerName: 'Who',
  checkerSince: 'Since',
  checkerCalls: 'Calls',
  checkerEnd: '{name} rings no more',
  checkerEnded: 'They ring no more. Calls they had are free again.',
}

export type FreshnessKey = EditingKey | keyof typeof own

export const en: Record<FreshnessKey, string> = { ...editing, ...own }

export type OwnKey = keyof typeof own
