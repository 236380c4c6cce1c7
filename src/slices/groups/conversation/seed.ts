import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { acrossTx, type Community, type Tx } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { lookAs } from '#kernel/database/viewer.ts'
import { keepFile } from '#kernel/files/keep.ts'
import { asPicture } from '#kernel/files/picture.ts'
import type { Reaction } from './rules.ts'
import type { ConversationTables } from './tables.ts'

/** Those of the demo's cast who speak here. */
type Speaker = 'maryam' | 'joe' | 'nasreen' | 'tom' | 'grace'

type Answers = Partial<Record<Speaker, Reaction>>

interface Told {
  by: Speaker
  text: string
  /** Hours before now. */
  ago: number
  answers?: Answers
  replies?: Omit<Told, 'replies'>[]
  picture?: string
  poll?: { options: [string, Speaker[]][] }
}

/** What neighbours say to each other in an ordinary fortnight. Invented. */
const talk: Told[] = [
  {
    by: 'joe',
    ago: 290,
    text: 'Welcome, everybody. This is for the people around the Tuesday table, and for whoever cannot come but would like to. Say hello when you feel like it. Reading along is fine too.',
    answers: { maryam: 'thanks', nasreen: 'thanks', grace: 'thanks' },
    replies: [
      {
        by: 'maryam',
        ago: 288,
        text: 'Hello, I am Maryam. I bake too much for one person. You will see.',
        answers: { joe: 'idea', tom: 'in' },
      },
      { by: 'nasreen', ago: 270, text: 'Salaam from the Old Trafford end. I am there on Tuesdays from eleven.' },
    ],
  },
  {
    by: 'grace',
    ago: 170,
    text: 'The lift at the hall works again. I tried it with my stick and my shopping, it is slow but it does not shake any more.\n\nWhoever needs the ramp: the side door is open from half past ten.',
    answers: { joe: 'thanks', nasreen: 'thanks', tom: 'thanks' },
  },
  {
    by: 'tom',
    ago: 96,
    text: 'First frost last night, so I picked what was left of the beans. There are two bags in the shed, take what you like. The small shed, not the one with the blue door.',
    picture: 'Two rows of bean poles under a pale sky, most of the leaves already brown.',
    answers: { maryam: 'thanks', joe: 'idea' },
    replies: [
      {
        by: 'joe',
        ago: 95,
        text: 'You are a good man. I take one bag and bring it back as soup.',
        answers: { tom: 'in', maryam: 'in' },
      },
      { by: 'maryam', ago: 90, text: 'With the soup I bring bread. What time?' },
      { by: 'joe', ago: 89, text: 'Twelve on Tuesday. Come at eleven if you want to stir.' },
    ],
  },
  {
    by: 'maryam',
    ago: 44,
    text: 'Would somebody walk along the canal with me this week? Slowly, and talking. I am still learning the English words for birds.',
    answers: { grace: 'thinking' },
    replies: [
      {
        by: 'nasreen',
        ago: 40,
        text: 'Thursday after two? From the bridge at Water’s Meeting. I know three birds, we can share them.',
        answers: { maryam: 'thanks' },
      },
      {
        by: 'grace',
        ago: 30,
        text: 'I cannot walk that far, but I have tea at the other end. Number 14, the green door.',
        answers: { maryam: 'same', nasreen: 'thanks' },
      },
    ],
  },
  {
    by: 'joe',
    ago: 20,
    text: 'Which soup on Tuesday?',
    poll: {
      options: [
        ['Beans and barley', ['tom', 'nasreen']],
        ['Lentils with lemon', ['maryam', 'grace']],
        ['Whatever is in the pot', ['joe']],
      ],
    },
  },
  {
    by: 'nasreen',
    ago: 3,
    text: 'The library has large print books again, two shelves by the window. I kept the one about the Ship Canal for you, @Joe.',
  },
]

/** A drawing of bean rows by numbers: the demo needs no photograph of anybody's garden. */
const garden = async () => {
  const [width, height] = [960, 640]
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const isSky = y < height * 0.42
      const isRow = !isSky && Math.sin((x - width / 2) / (8 + (y - height * 0.42) / 5)) > 0.25
      const leaf = isRow && Math.sin(x * 0.61) * Math.cos(y * 0.47) > -0.2
      const light = y / height
      const colour = isSky
        ? [206 + light * 60, 220 + light * 40, 226]
        : leaf
          ? [96, 118 - light * 30, 52]
          : [142 - light * 40, 112 - light * 30, 78]
      pixels.set(colour.map(Math.round), (y * width + x) * 3)
    }
  const bytes = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer()
  const seen = await asPicture(new Uint8Array(bytes), 'picture')
  if (seen.kind === 'refused') throw new Error(seen.because)
  return seen.picture
}

type Picture = Awaited<ReturnType<typeof garden>>

interface Place {
  groupId: string
  ids: Record<Speaker, string>
  now: Date
  picture: Picture
}

const addTold = async (
  tx: Tx<ConversationTables>,
  { groupId, ids, now, picture }: Place,
  told: Told,
  thread: string | null,
) => {
  const id = randomUUID()
  const at = new Date(now.getTime() - told.ago * 3_600_000)
  await lookAs(tx, { personId: ids[told.by] })
  await tx
    .insertInto('post')
    .values({
      id,
      group_id: groupId,
      thread_id: thread,
      author_id: ids[told.by],
      text: told.text,
      made_at: at,
      active_at: at,
      once: randomUUID(),
      confidential: false,
    })
    .execute()
  for (const [who, reaction] of Object.entries(told.answers ?? {}) as [Speaker, Reaction][])
    await tx.insertInto('post_reaction').values({ post_id: id, person_id: ids[who], reaction }).execute()
  if (told.picture) {
    const hash = await keepFile(acrossTx(tx), picture, { for: id })
    await tx
      .insertInto('post_picture')
      .values({ post_id: id, hash, alt: told.picture, width: picture.width, height: picture.height })
      .execute()
  }
  if (told.poll) await addPoll(tx, { id, closes: new Date(now.getTime() + 4 * 86_400_000), ids }, told.poll.options)
  for (const reply of told.replies ?? []) await addTold(tx, { groupId, ids, now, picture }, reply, id)
}

const addPoll = async (
  tx: Tx<ConversationTables>,
  { id, closes, ids }: { id: string; closes: Date; ids: Record<Speaker, string> },
  options: [string, Speaker[]][],
) => {
  await tx.insertInto('poll').values({ post_id: id, several: false, closes_at: closes }).execute()
  for (const [place, [words, voters]] of options.entries()) {
    const option = randomUUID()
    await tx.insertInto('poll_option').values({ id: option, post_id: id, place, words }).execute()
    for (const who of voters)
      await tx.insertInto('poll_vote').values({ option_id: option, post_id: id, person_id: ids[who] }).execute()
  }
}

const pins = [
  { title: 'Keys to the hall', url: null, note: 'Joe has them. Knock at the side door, he hears badly on the left.' },
  { title: 'Bus times to the hall', url: 'https://tfgm.com/', note: 'The 255 stops in front of it.' },
]

/** A believable conversation in a group of the demo. Made once: where somebody has spoken already, it adds nothing. */
export const seedTalk = async (
  community: Community,
  ids: Record<Speaker, string>,
  groupId: string,
  now: Date,
): Promise<void> => {
  const picture = await garden()
  await inTransaction(community.write, async (any) => {
    const tx: Tx<ConversationTables> = acrossTx(any)
    await lookAs(tx, { personId: ids.joe })
    const known = await tx.selectFrom('post').select('id').where('group_id', '=', groupId).limit(1).executeTakeFirst()
    if (known) return
    for (const told of talk) await addTold(tx, { groupId, ids, now, picture }, told, null)
    await lookAs(tx, { personId: ids.joe })
    for (const pin of pins)
      await tx
        .insertInto('pinned')
        .values({ id: randomUUID(), group_id: groupId, ...pin, pinned_by: ids.joe, pinned_at: now })
        .execute()
  })
}
