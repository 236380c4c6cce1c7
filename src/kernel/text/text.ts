import { z } from 'zod'

/**
 * Characters that no honest sentence needs and that break what comes after: NUL ends C strings and is an SQL error, C0/C1
 * controls forge log lines and mail headers, bidirectional overrides (U+202A–202E, U+2066–2069) make text read as what it is not.
 */
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/u
const lineBreaks = /[\r\n\u2028\u2029]/u

/**
 * Characters that nobody sees (soft hyphen, zero-width space, word joiners, Hangul fillers), and joiners where the letter before joins
 * with nothing: with them a name can look empty, or like somebody else's.
 */
const unseen = /[\u00AD\u115F\u1160\u200B\u2060-\u2064\u3164\uFEFF\uFFA0]/gu
const joinsNothing = /(^|[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\s])[\u200C\u200D]+/gu
/** No language stacks so many marks on one letter; towers of them cover the lines above and below. */
const tower = /\p{M}{9}/u

interface Limits {
  max: number
  min?: number
}

const wellFormed = (value: string) => value.isWellFormed() && !forbidden.test(value) && !tower.test(value)

/**
 * Free text of one or more paragraphs: well-formed Unicode without control characters, trimmed, NFC, line ends as `\n`.
 * `max` and `min` count UTF-16 units after trimming. The length is checked before anything else touches the text.
 */
export const text = ({ max, min = 0 }: Limits) =>
  z
    .string()
    .max(max * 2 + 16, 'tooLong')
    .refine(wellFormed, 'strangeCharacters')
    .transform((value) =>
      value.replace(unseen, '').replace(joinsNothing, '$1').normalize('NFC').replace(/\r\n?/gu, '\n').trim(),
    )
    .pipe(z.string().min(min, 'missing').max(max, 'tooLong'))

/** Text of one line, fit for a name, a title, a mail subject: `text` without line breaks (a break in a header is an injection). */
export const line = ({ max, min = 0 }: Limits) =>
  text({ max, min }).pipe(z.string().refine((value) => !lineBreaks.test(value), 'oneLineOnly'))

/** A UUID in its one canonical form, lower case. Anything else in a path is simply a page that does not exist. */
export const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u, 'notAnId')

/** A box that is ticked: absent, `''`, `0`, `false` and `no` mean no; `1`, `true`, `on` and `yes` mean yes. */
export const ticked = z
  .enum(['', '0', '1', 'true', 'false', 'on', 'off', 'yes', 'no'], 'notAChoice')
  .optional()
  .transform((value) => value === '1' || value === 'true' || value === 'on' || value === 'yes')
