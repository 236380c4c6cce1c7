/** The kinds of letters that nobody has asked for one by one, and that each reader can refuse. Others always arrive. */
export const mailLists = ['digest', 'reminders', 'checks', 'news'] as const
export type MailList = (typeof mailLists)[number]
