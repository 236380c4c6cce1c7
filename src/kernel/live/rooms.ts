import type { Community } from '#kernel/database/database.ts'
import { type Answer, file } from '#kernel/routes/answer.ts'
import { gap, type Heard } from './hearing.ts'

/** Somebody who looks at a page that is live. */
export interface Looker {
  personId: string
  sessionId: string
}

/** What goes to a browser. The id is what it brings back after a broken connection (`Last-Event-ID`). */
export interface LiveEvent {
  event: string
  data: string
  id?: string
}

/** What a slice decides about everybody who listens to one of its topics, by one query for all of them. */
export interface Doorkeeper {
  /** Sessions that may stay (absent: closed at once), each with whether this news is for it. `news` is null between news. */
  admits: (lookers: Looker[], news: Record<string, unknown> | null) => Promise<Map<string, boolean>>
  /** News as an event, the same for everybody whom it is for: so it may hold nothing that is only for some. */
  eventOf: (news: Record<string, unknown>) => LiveEvent
}

/** How long somebody who may no longer read can stay connected; nothing is sent to them meanwhile. */
const lookAgain = 4_000
/** Streams that one session may hold open: tabs of one browser. */
const perSession = 6
/** A reader who takes nothing for so many chunks is gone, or an attack on our memory. */
const patience = 64

interface Stream extends Looker {
  send: (text: string) => void
  close: () => void
}

interface Room {
  streams: Set<Stream>
  leave: () => void
}

const encoder = new TextEncoder()
const all = new Map<object, Map<string, Room>>()

const written = ({ event, data, id }: LiveEvent) =>
  `event: ${event}\n${id ? `id: ${id}\n` : ''}data: ${data.replaceAll('\n', ' ')}\n\n`

const close = (room: Room, streams: Iterable<Stream>) => {
  for (const stream of [...streams]) {
    room.streams.delete(stream)
    stream.close()
  }
}

const admitted = async (room: Room, { admits }: Doorkeeper, news: Record<string, unknown> | null) => {
  const asked = [...room.streams]
  const stay = await admits(asked, news)
  close(
    room,
    asked.filter(({ sessionId }) => !stay.has(sessionId)),
  )
  return asked.filter(({ sessionId }) => stay.get(sessionId))
}

const openRoom = (community: Community, topic: string, keeper: Doorkeeper): Room => {
  let turn: Promise<void> = Promise.resolve()
  let beats = 0
  const deliver = async (news: Heard) => {
    if (news === gap) return close(room, room.streams)
    const event = written(keeper.eventOf(news))
    for (const stream of await admitted(room, keeper, news)) stream.send(event)
  }
  const check = async () => {
    const there = await admitted(room, keeper, null)
    if (++beats % 5 === 0) for (const stream of there) stream.send(': still here\n\n')
  }
  // One after the other, so that a slow answer never lets a later event overtake; who cannot be checked hears nothing more.
  const inTurn = (work: () => Promise<void> | void) => {
    turn = turn.then(work).catch(() => close(room, room.streams))
  }
  const timer = setInterval(() => inTurn(check), lookAgain).unref()
  const deaf = community.hear(topic, (news) => inTurn(() => deliver(news)))
  const room: Room = {
    streams: new Set(),
    leave: () => {
      clearInterval(timer)
      deaf()
    },
  }
  return room
}

const roomOf = (community: Community, topic: string, keeper: Doorkeeper): Room => {
  const rooms = all.get(community.read) ?? new Map<string, Room>()
  all.set(community.read, rooms)
  const room = rooms.get(topic) ?? openRoom(community, topic, keeper)
  rooms.set(topic, room)
  return room
}

const left = (community: Community, topic: string, room: Room) => {
  const rooms = all.get(community.read)
  if (room.streams.size || rooms?.get(topic) !== room) return
  room.leave()
  rooms.delete(topic)
  if (!rooms.size) all.delete(community.read)
}

/**
 * Server-sent events about one topic for somebody whom the route has let in. Everybody who listens is asked about again at each
 * news and every few seconds, all by one query; who may no longer read is cut off.
 */
export const liveStream = (
  community: Community,
  topic: string,
  looker: Looker,
  keeper: Doorkeeper,
  first: LiveEvent[] = [],
): Answer => {
  const room = roomOf(community, topic, keeper)
  const before = [...room.streams].filter(({ sessionId }) => sessionId === looker.sessionId)
  close(room, before.slice(0, Math.max(0, before.length + 1 - perSession)))
  let mine: Stream | null = null
  const gone = () => {
    if (mine) room.streams.delete(mine)
    left(community, topic, room)
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const end = () => {
          gone()
          try {
            controller.close()
          } catch {
            // The browser had gone already.
          }
        }
        const send = (text: string) =>
          (controller.desiredSize ?? 0) < -patience ? end() : controller.enqueue(encoder.encode(text))
        mine = { ...looker, send, close: end }
        room.streams.add(mine)
        send(`retry: 3000\n\n${first.map(written).join('')}`)
      },
      cancel: gone,
    },
    { highWaterMark: 1 },
  )
  return file(body, 'text/event-stream; charset=utf-8', { inline: true })
}

/** How many listen in this process: for the measurements. */
export const listeners = (): number =>
  [...all.values()].reduce((sum, rooms) => sum + [...rooms.values()].reduce((n, { streams }) => n + streams.size, 0), 0)

/** Ends every stream: their browsers come back to whichever process answers then. Before the server stops. */
export const endLive = (): void => {
  for (const rooms of [...all.values()]) for (const room of [...rooms.values()]) close(room, room.streams)
}
