/** What can be wrong with something that a person typed, in words that say what to do. */
export const en = {
  missing: 'Please fill this in.',
  tooShort: 'This is too short.',
  tooLong: 'This is too long. Please shorten it.',
  tooSmall: 'This number is too small.',
  tooLarge: 'This number is too large.',
  strangeCharacters: 'There are characters in here that we cannot keep. Please type it again.',
  oneLineOnly: 'Please write this on one line.',
  notAnId: 'This does not point to anything here.',
  notAChoice: 'Please choose one of the answers shown.',
  notAnEmail: 'This is not an e-mail address. It looks like name@example.org.',
  notANumber: 'Please write a number.',
  unknownField: 'We do not know this field.',
  notRight: 'This does not look right. Please check it.',
} as const

export type ProblemKey = keyof typeof en
