import { z } from 'zod'
import { mailAddress } from '#kernel/mail/address.ts'
import { passwordLength } from '#kernel/session/passwords.ts'
import { line } from '#kernel/text/text.ts'

/** An address as it is stored: in lower case, its host in ASCII. Capitals before the @ matter to no mail server in use. */
export const email = z
  .string('missing')
  .max(320, 'notAnEmail')
  .transform((value, context) => {
    const address = mailAddress(value.normalize('NFC').trim().toLowerCase())
    if (address === null) context.addIssue({ code: 'custom', message: 'notAnEmail' })
    return address ?? z.NEVER
  })

export const personName = line({ min: 1, max: 120 })

/** A password that is being chosen. Too long ones are refused before anything is computed with them. */
export const newPassword = z
  .string('missing')
  .max(passwordLength.max, 'passwordTooLong')
  .min(passwordLength.min, 'passwordTooShort')
  .refine((value) => value.isWellFormed() && !value.includes('\u0000'), 'strangeCharacters')

/** A password that is being typed: anything that could ever have been chosen. */
export const knownPassword = z
  .string('missing')
  .min(1, 'missing')
  .max(passwordLength.max, 'passwordWrong')
  .refine((value) => value.isWellFormed() && !value.includes('\u0000'), 'strangeCharacters')

/** The secret of a link in a letter: 256 bits, base64url. Anything else is treated as a link that ran out. */
export const linkKey = z.string('missing').max(200, 'missing').default('')

/** Where to go afterwards; checked again when it is used. */
export const next = z.string().max(2_000).optional()

/** Six digits of an app or a backup code, however they were spaced. */
export const code = z
  .string('missing')
  .max(60, 'codeWrong')
  .transform((value) => value.replace(/[\s-]/gu, ''))
  .pipe(
    z
      .string()
      .min(1, 'missing')
      .max(20, 'codeWrong')
      .regex(/^[A-Za-z0-9]+$/u, 'codeWrong'),
  )
