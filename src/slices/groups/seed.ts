import { acrossTx, type Community, type Db, type Tx } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { lookAs } from '#kernel/database/viewer.ts'
import { joinedGroup } from '#slices/people/profile/commands.ts'
import { seedTalk } from './conversation/seed.ts'
import { findGroup } from './found/commands.ts'
import { asKept, type GroupKind, type Joining } from './rules.ts'
import type { GroupTables } from './tables.ts'

/** The people of the story, as `seedCast` of people knows them. */
type CastMember = 'maryam' | 'joe' | 'nasreen' | 'tom' | 'grace' | 'ade' | 'ruth' | 'helen' | 'sami'

interface Told {
  name: string
  kind: GroupKind
  about: string
  area?: string
  joining?: Joining
  hidden?: true
  places?: number
  questions?: string[]
  agreement?: string
  host: CastMember
  members: CastMember[]
  asking?: Partial<Record<CastMember, string[]>>
  /** In a confidential circle: the names that people have there. */
  circle?: Partial<Record<CastMember, string>>
}

const kind = 'We are kind to each other, also when we disagree.\nWhat somebody tells about themselves stays here.'

/** Groups as there are in such a place, of every kind. Invented; nobody real is meant. */
const groups: Told[] = [
  {
    name: 'The Tuesday table',
    kind: 'interest',
    about:
      'Tea, soup and a table that is never too full. We meet on Tuesdays from noon, talk, play chess, and go home when we like.\nCome alone: most of us did the first time.',
    area: 'Stretford',
    agreement: kind,
    host: 'joe',
    members: ['maryam', 'nasreen', 'tom', 'grace', 'ade'],
  },
  {
    name: 'Slow walks on the canal',
    kind: 'interest',
    about:
      'An hour along the Bridgewater Canal on Sunday mornings, at the pace of the slowest. The path is level and wide enough for a wheelchair. We end where there is a café.',
    area: 'Sale',
    host: 'ade',
    members: ['maryam', 'tom', 'helen'],
  },
  {
    name: 'Neighbours of Old Trafford',
    kind: 'neighbourhood',
    about:
      'Who has a ladder? Whose cat is this? For everybody who lives around Seymour Grove and Ayres Road: to borrow, to warn, to invite.',
    area: 'Old Trafford',
    agreement: 'We name no neighbour in anger.\nNobody sells anything.',
    host: 'nasreen',
    members: ['grace', 'maryam'],
  },
  {
    name: 'Dads and little ones',
    kind: 'parents',
    about:
      'Fathers, grandfathers and others who look after a child under five. Saturday mornings in the park, or indoors when it rains. Nobody has to be good at it.',
    area: 'Urmston',
    joining: 'request',
    questions: ['How old are your little ones?', 'Which Saturday would you like to try?'],
    agreement: `${kind}\nNobody puts pictures of children anywhere.`,
    host: 'tom',
    members: ['joe'],
  },
  {
    name: 'Supper after prayers',
    kind: 'faith',
    about:
      'Women who eat together once a month after Friday prayers. Everybody brings a dish and a story. Guests of other faiths and of none are welcome.',
    area: 'Old Trafford',
    joining: 'request',
    questions: ['Is there something that you do not eat?'],
    host: 'nasreen',
    members: ['maryam'],
    asking: { grace: ['Nuts. I would bring jollof rice.'] },
  },
  {
    name: 'Carers’ evening',
    kind: 'support',
    about:
      'For people who look after somebody at home. Two hours in which you are the one who is listened to. You need not say anything.',
    area: 'Altrincham',
    joining: 'request',
    agreement: `${kind}\nWe give no advice unless somebody asks.`,
    host: 'grace',
    members: ['helen', 'joe'],
  },
  {
    name: 'Wednesday harbour',
    kind: 'support',
    about: 'For those of us who came out of something hard. We meet on Wednesdays, and write in between.',
    agreement: `${kind}\nWe never ask where somebody lives.`,
    host: 'nasreen',
    members: ['maryam', 'grace'],
    circle: { nasreen: 'Heron', maryam: 'Wren', grace: 'Otter' },
  },
  {
    name: 'Friends of Longford Park',
    kind: 'working',
    about:
      'We plant, pick litter and speak with the council about the benches. Second Saturday of the month, tools are there. An hour helps too.',
    area: 'Stretford',
    places: 40,
    host: 'helen',
    members: ['joe', 'tom', 'ade'],
  },
  {
    name: 'English over coffee, autumn',
    kind: 'programme',
    about: 'The people of the autumn course: what we read, when we meet, and help with homework in between.',
    joining: 'invitation',
    hidden: true,
    host: 'nasreen',
    members: ['maryam', 'tom'],
  },
  {
    name: 'Allotment beginners',
    kind: 'interest',
    about: 'One plot, six beginners and a man who knows about tomatoes. We share the work, the water and what grows.',
    area: 'Sale',
    joining: 'request',
    places: 6,
    questions: ['Which mornings could you come?'],
    host: 'joe',
    members: ['grace'],
    asking: { ade: ['Most Thursdays, and I have boots.'] },
  },
  {
    name: 'Mending circle',
    kind: 'interest',
    about: 'Bring what is torn. We sew, darn and patch, and somebody always knows how to set a zip.',
    area: 'Altrincham',
    places: 3,
    host: 'grace',
    members: ['helen', 'tom'],
  },
]

const day = 86_400_000

const membership = (state: 'member' | 'asking', since: Date) => ({
  state,
  agreed_version: 1,
  since,
  reason: null,
  barred_until: null,
})

const seedOne = async (tx: Tx<GroupTables>, told: Told, ids: Record<CastMember, string>, at: Date): Promise<string> => {
  const id = newId()
  const { host, members, asking = {}, circle, ...rest } = told
  await lookAs(tx, { personId: ids[host] })
  const wish = asKept({
    joining: 'open' as const,
    hidden: false,
    adults: false,
    ...rest,
    confidential: circle !== undefined,
  })
  await tx
    .insertInto('group')
    .values({
      ...{ area: null, places: null, questions: [], agreement: '' },
      ...wish,
      id,
      agreement_version: 1,
      taken: members.length + 1,
      founded_by: circle ? null : ids[host],
      founded_at: at,
      archived_at: null,
    })
    .execute()
  const insert = (who: CastMember, more: object) =>
    tx
      .insertInto('group_member')
      .values({
        group_id: id,
        person_id: ids[who],
        pseudonym: circle?.[who] ?? null,
        ...membership('member', at),
        ...more,
      })
      .execute()
  for (const who of [host, ...members]) {
    await insert(who, { host: who === host })
    if (!circle) await joinedGroup(acrossTx(tx), ids[who], id)
  }
  for (const [who, answers] of Object.entries(asking)) await insert(who as CastMember, { state: 'asking', answers })
  await findGroup(tx, id)
  return id
}

const isDone = async (db: Db<GroupTables>) =>
  (await db.selectFrom('group').select('id').where('name', '=', groups[0]!.name).execute()).length > 0

/** Groups of every kind with the people of the story in them, and what is said at the table. Cheap to do again. */
export const seedGroups = async (
  community: Community,
  ids: Record<CastMember, string>,
  now = new Date(),
): Promise<void> => {
  const db: Db<GroupTables> = community.write
  if (await isDone(db)) return
  const made: string[] = []
  for (const [order, told] of groups.entries())
    made.push(await inTransaction(db, (tx) => seedOne(tx, told, ids, new Date(now.getTime() - (90 - order * 7) * day))))
  await seedTalk(community, ids, made[0]!, now)
}
