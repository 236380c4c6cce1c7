import type { Config } from '#kernel/config/config.ts'
import { openPost } from './post.ts'
import type { MailOptions } from './send.ts'

/** How mail leaves, by the program's settings. Without `WELLMET_MAIL_FROM` letters come from `wellmet@` our own host. */
export const mailOptions = ({ smtpUrl, mailFrom, url }: Config): MailOptions => ({
  post: smtpUrl ? openPost(smtpUrl) : null,
  from: mailFrom ?? `wellmet@${new URL(url).hostname}`,
})
