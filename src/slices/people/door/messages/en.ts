import { en as shared } from '../../messages/en.ts'

export const en = {
  ...shared,
  signUpTitle: 'Make an account',
  signUpLead:
    'You can look around without one. With an account you can say that you come, ask for help, and lend a hand.',
  emailHintSignUp: 'Only you and those who run this can see it. We send a letter there to check it.',
  makeAccount: 'Make my account',
  haveAccount: 'Have an account already? Sign in',
  sentTitle: 'Look in your mailbox',
  sentLead: 'We have sent you a letter. It is there within a minute or two.',
  sentSignUp: 'Press the button in the letter, and your account is ready.',
  sentLink: 'Open the link in the letter to go on.',
  sentNothing:
    'Nothing there? Look in the folder for junk mail. Then check that you wrote the address as you always do.',
  tryAgain: 'Try again',
  confirmTitle: 'Confirm your address',
  confirmLead: 'This is the last step. Your account will belong to {email}.',
  confirmPassword: 'The password that you chose',
  confirmPasswordHint: 'You opened the letter in another browser. So we ask once more, to be sure that it is you.',
  confirmButton: 'Confirm and sign in',
  welcome: 'Welcome. Your account is ready.',

  signInTitle: 'Sign in',
  signIn: 'Sign in',
  forgotten: 'Forgotten your password?',
  signedIn: 'You are signed in.',
  signInWrong: 'This address and this password do not fit together. Check both and try again.',
  otherWays: 'Other ways in',
  linkTitle: 'Sign in by a letter',
  linkLead: 'No password needed: we send you a link that signs you in.',
  sendLink: 'Send me a link',
  passkeyTitle: 'Sign in with a passkey',
  passkeyLead: 'Use your finger, your face or the PIN of this device.',
  passkeyFailed: 'That did not work. Try again, or sign in another way.',
  noAccount: 'No account yet? Make one',
  openTitle: 'Sign in',
  openLead: 'You sign in as {email}.',
  openButton: 'Sign in now',
  deadTitle: 'This link no longer works',
  deadLead: 'A link works once, for one hour. You can ask for a new one.',
  askAgain: 'Ask for a new link',

  forgottenTitle: 'Choose a new password',
  forgottenLead: 'Tell us your address. We send you a letter with a link to choose a new one.',
  sendLetter: 'Send me the letter',
  newPasswordTitle: 'Choose a new password',
  newPasswordLead: 'It is for {email}. You will be signed out everywhere, then sign in with the new one.',
  newPassword: 'New password',
  savePassword: 'Save the new password',
  passwordSaved: 'Your new password is saved. Sign in with it now.',

  secondTitle: 'One more step',
  secondLead:
    'Open the app on your phone and type the code that it shows. Lost your phone? Type one of your backup codes.',
  goOn: 'Go on',
  lockedForAWhile: 'Too many codes were wrong. Wait 15 minutes, then try again.',
  startAgain: 'This took too long, or too many codes were wrong. Please sign in again.',
  signedOut: 'You are signed out.',
} as const

export type DoorKey = keyof typeof en
