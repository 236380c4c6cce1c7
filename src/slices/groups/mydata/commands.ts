import { sql } from 'kysely'
import { type AnyDb, type AnyTx, across, acrossTx } from '#kernel/database/database.ts'
import { forgetMember } from '../leaving/commands.ts'
import { invitationsBy, looksBy, membershipsOf } from '../queries.ts'

/** What groups know about people, as `PersonalDataSource` of people/mydata. A copy in the wrong hands names no circle. */
export const groupData = {
  name: 'groups',
  tables: ['group', 'group_member', 'group_invitation', 'break_glass'],
  read: async (db: AnyDb, personId: string) => [
    {
      title: { en: 'Your groups', es: 'Tus grupos', ar: 'مجموعاتك' },
      rows: (await membershipsOf(across(db), personId)).map((row) => ({ ...row })),
    },
    {
      title: {
        en: 'Whom you invited into groups',
        es: 'A quién invitaste a grupos',
        ar: 'من دعوتهم إلى المجموعات',
      },
      rows: await invitationsBy(across(db), personId),
    },
    {
      title: {
        en: 'When you looked into a circle as safeguarding lead',
        es: 'Cuándo miraste en un círculo como responsable de protección',
        ar: 'متى نظرت في حلقة بصفتك مسؤول حماية',
      },
      rows: await looksBy(across(db), personId),
    },
  ],
  forget: (tx: AnyTx, personId: string, now: Date) => forgetMember(acrossTx(tx), personId, now),
}

/** What goes by itself: places in groups that ended, invitations that were used or ran out. */
export const groupClocks = [
  {
    kind: 'groups.past_memberships',
    title: {
      en: 'That you were in a group, or asked to be',
      es: 'Que estuviste en un grupo o lo pediste',
      ar: 'أنك كنت في مجموعة أو طلبت ذلك',
    },
    since: { en: 'when it ended', es: 'desde que terminó', ar: 'منذ انتهائه' },
    days: 90,
    forget: async (tx: AnyTx, before: Date) => {
      await sql`select forget_past_memberships(${before})`.execute(tx)
    },
  },
  {
    kind: 'groups.invitations',
    title: { en: 'Invitations to groups', es: 'Invitaciones a grupos', ar: 'دعوات إلى مجموعات' },
    since: { en: 'when they ended', es: 'desde que terminaron', ar: 'منذ انتهائها' },
    days: 14,
    forget: async (tx: AnyTx, before: Date) => {
      await sql`select forget_invitations(${before})`.execute(tx)
    },
  },
]
