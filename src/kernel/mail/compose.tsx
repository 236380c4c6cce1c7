import type { Selectable } from 'kysely'
import { renderToString } from 'preact-render-to-string'
import { direction, type Language, languages, type T, translator } from '#kernel/messages/messages.ts'
import { Action, Letter, letterHtml, letterText, Paragraph } from './letter.tsx'
import type { NeutralSubject } from './manners.ts'
import { ar } from './messages/ar.ts'
import { en } from './messages/en.ts'
import { es } from './messages/es.ts'
import type { OutgoingLetter } from './queue.ts'
import type { MailTables } from './tables.ts'

export type StoredLetter = Selectable<MailTables['mail']>

/** What of a letter its reader sees. */
type Readable = Pick<
  StoredLetter,
  'subject' | 'html' | 'text' | 'language' | 'neutral' | 'list' | 'reader' | 'refuse_path'
>

export interface Sender {
  /** The community's name: who the letter is from. */
  name: string
  /** The community's own address on the web. */
  origin: string
}

/** A letter as it leaves the house: both parts whole, with the frame around them. */
export interface Composed {
  /** The name of the sender. */
  from: string
  subject: string
  text: string
  html: string
  /** Where one click refuses letters of this kind, or about this one thing. */
  refuseAt: string | null
}

const words = (language: string) =>
  translator<keyof typeof en>((languages as readonly string[]).includes(language) ? (language as Language) : 'en', {
    en,
    es,
    ar,
  })

const listPath = ({ list, reader }: Readable) => (list && reader ? `/unsubscribe/${list}/${reader}` : null)

/** Where one click refuses it, at our own address. */
const refusalOf = (letter: Readable, origin: string) => {
  const path = listPath(letter) ?? letter.refuse_path
  return path && origin + path
}

/** Puts the frame around a stored letter. Erased letters have nothing to frame. */
export const compose = (letter: Readable, { name, origin }: Sender): Composed | null => {
  if (letter.subject === null || letter.html === null || letter.text === null) return null
  const t = words(letter.language)
  if (letter.neutral) return neutrally(letter, letter.neutral, t, origin)
  const path = listPath(letter)
  // A letter about one thing says in its own words how to hear less of it.
  const refuseAt = path && origin + path
  const why = t('footWhy', { community: name })
  const foot = refuseAt ? [why, `${t('footRefuse')}:\n${refuseAt}`] : [why]
  return {
    from: name,
    subject: letter.subject,
    text: `${letter.text}\n-- \n${foot.join('\n')}\n${origin}\n`,
    html: `<!doctype html>${renderToString(
      <Sheet
        letter={letter}
        html={letter.html}
        name={name}
        origin={origin}
        why={why}
        refuse={t('footRefuse')}
        refuseAt={refuseAt}
      />,
    )}`,
    refuseAt: refusalOf(letter, origin),
  }
}

/** The first address in the letter is what it wants to be opened; one without leads to the account. */
const wayIn = (text: string, origin: string) => /^https?:\/\/\S+$/mu.exec(text)?.[0] ?? `${origin}/account`

/**
 * The same letter for somebody whose post others may see: sender and subject say nothing, the body is one link, and neither the
 * community's name nor what it is about stands anywhere.
 */
const neutrally = (letter: Readable, subject: NeutralSubject, t: T<keyof typeof en>, origin: string): Composed => {
  const href = wayIn(letter.text ?? '', origin)
  const body = (
    <Letter>
      <Paragraph>{t('neutralText')}</Paragraph>
      <Action href={href}>{t('neutralOpen')}</Action>
    </Letter>
  )
  return {
    from: t('neutralFrom'),
    subject: t(`neutral_${subject}`),
    text: letterText(body),
    html: `<!doctype html>${renderToString(
      <html lang={letter.language} dir={direction(letter.language)}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{t(`neutral_${subject}`)}</title>
        </head>
        <body style="margin:24px;font-family:Verdana,Tahoma,sans-serif">{body}</body>
      </html>,
    )}`,
    refuseAt: refusalOf(letter, origin),
  }
}

/** A letter as its reader would see it, without sending one. */
export const preview = (
  { subject, body, language }: OutgoingLetter,
  neutral: NeutralSubject | null,
  sender: Sender,
): Composed =>
  compose(
    {
      subject,
      language,
      neutral,
      html: letterHtml(body),
      text: letterText(body),
      list: null,
      reader: null,
      refuse_path: null,
    },
    sender,
  )!

interface SheetProps extends Sender {
  letter: Readable
  html: string
  why: string
  refuse: string
  refuseAt: string | null
}

/** One column that mail programs of every age show, right to left where the language is. No pictures: nothing is fetched. */
const Sheet = ({ letter, html, name, origin, why, refuse, refuseAt }: SheetProps) => (
  <html lang={letter.language} dir={direction(letter.language)}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light" />
      <title>{letter.subject}</title>
    </head>
    <body style="margin:0;padding:0;background:#f7f2e8">
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
        <tr>
          <td align="center" style="padding:24px 12px">
            <table role="presentation" width="560" cellpadding="0" cellspacing="0" style={sheetStyle}>
              <tr>
                <td style="padding:28px 28px 12px;font-size:15px;font-weight:bold;color:#1f5c4a">{name}</td>
              </tr>
              {/* Made by the pieces of letter.tsx, which escape every text. */}
              <tr>
                <td style={bodyStyle} dangerouslySetInnerHTML={{ __html: html }} />
              </tr>
              <tr>
                <td style="padding:16px 28px 28px;border-top:1px solid #e4dccb;font-size:13px;line-height:1.5;color:#4b5a54">
                  {why}{' '}
                  <a href={origin} style="color:#1f5c4a">
                    <bdi>{origin}</bdi>
                  </a>
                  {refuseAt && (
                    <>
                      <br />
                      <a href={refuseAt} style="color:#1f5c4a">
                        {refuse}
                      </a>
                    </>
                  )}
                </td>
              </tr>
            </table>
          </td>
        </tr>
      </table>
    </body>
  </html>
)

/** Words that people wrote bring no style of their own. */
const bodyStyle = 'padding:0 28px 20px;font-size:17px;line-height:1.5;color:#1d2a26'

const sheetStyle =
  "width:100%;max-width:560px;background:#ffffff;border-radius:14px;font-family:'Atkinson Hyperlegible Next',Verdana,Tahoma,sans-serif;text-align:start"
