/** Sentences that several pages of accounts share: what can be wrong, and the letters. */
export const en = {
  name: 'What should we call you?',
  nameHint: 'A first name is enough.',
  email: 'E-mail address',
  password: 'Password',
  newPasswordHint:
    'At least 8 characters. 15 or more is better: three or four words in a row are easy to keep in mind.',
  passwordTooShort: 'This is too short. Use at least 8 characters.',
  passwordTooLong: 'This is too long. Use at most 128 characters.',
  passwordTooCommon: 'Many people use this password, so it is the first that others try. Please choose another.',
  passwordIsYou: 'Please choose a password that is not your name or your address.',
  passwordWrong: 'This is not the right password.',
  waitThenTry: 'There were too many tries. Wait some minutes, then try again.',
  codeWrong: 'This code does not fit. Codes change every 30 seconds: take the one shown now.',
  code: 'Code',
  linkIsDead: 'This link no longer works. Links work once, for one hour. Ask for a new one here.',

  greeting: 'Hello {name},',
  greetingNoName: 'Hello,',
  notYou: 'Was it not you? Then do nothing: without the button, nothing happens.',
  linkLasts: 'The link works once, for one hour.',
  signUpSubject: 'Confirm your address',
  signUpText: 'Somebody made an account at {community} with this address. If it was you, confirm it here.',
  signUpButton: 'Confirm my address',
  alreadySubject: 'You have an account already',
  alreadyText:
    'Somebody tried to make an account at {community} with this address. You have one already, so nothing was changed. Sign in here, or choose a new password if you forgot yours.',
  signInButton: 'Sign in',
  linkSubject: 'Your link to sign in',
  linkText: 'Here is the link to sign in to {community}.',
  resetSubject: 'Choose a new password',
  resetText: 'Somebody asked for a new password for your account at {community}. Choose it here.',
  resetButton: 'Choose a new password',
  unknownSubject: 'There is no account with this address',
  unknownText:
    'Somebody wanted to sign in to {community} with this address, but there is no account with it. Perhaps you used another address. You can also make an account.',
  signUpHereButton: 'Make an account',
  emailOldSubject: 'Do you want to change your address?',
  emailOldText:
    'Somebody who is signed in as you at {community} wants to use the address {email} from now on. If it was you, say yes here. Then say yes in the letter to the new address too.',
  emailNewSubject: 'Confirm your new address',
  emailNewText:
    'Somebody wants to use this address for an account at {community}. If it was you, say yes here. Then say yes in the letter to the old address too.',
  emailButton: 'Yes, change it',
  emailTakenSubject: 'This address has an account already',
  emailTakenText:
    'Somebody wanted to use this address for another account at {community}. It belongs to an account already, so nothing was changed.',
  ifNotYouPassword: 'Was it not you? Then choose a new password at once. That signs everybody else out.',
  passwordChangedSubject: 'Your password was changed',
  passwordChangedText: 'The password of your account at {community} was changed. You were signed out everywhere else.',
  secondStepAddedSubject: 'You sign in with two steps now',
  secondStepAddedText: 'Your account at {community} now asks for a code from your app when you sign in.',
  secondStepRemovedSubject: 'The second step was taken away',
  secondStepRemovedText: 'Your account at {community} no longer asks for a code when you sign in.',
  passkeyAddedSubject: 'A passkey was added',
  passkeyAddedText: 'A new passkey can now sign in to your account at {community}.',

  role_host: 'Host',
  role_navigator: 'Navigator',
  role_editor: 'Editor of an organisation',
  role_admin: 'Runs an organisation',
  role_moderator: 'Moderator',
  role_safeguarding: 'Safeguarding lead',
  role_steward: 'Steward of the community',
  role_member: 'Neighbour',
} as const

export type PeopleKey = keyof typeof en
