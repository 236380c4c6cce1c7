import { addressOf, isBusy, pageOf, swapList, swapThread } from './showing.ts'

/** Many hear of a post at one moment: each asks for it a little later than the next. */
const spread = () => new Promise((resolve) => setTimeout(resolve, 150 + Math.random() * 1_200))

interface Room {
  element: HTMLElement
  /** New threads that are announced and not yet shown. */
  waiting: Set<string>
  words: string[]
}

const announce = ({ element, waiting, words }: Room) => {
  const place = element.querySelector('[data-news]')!
  if (!waiting.size) return place.replaceChildren()
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'btn less'
  button.textContent = words[Math.min(waiting.size, words.length) - 1] ?? ''
  button.addEventListener('click', async () => {
    const fresh = await pageOf(addressOf(element))
    if (!fresh) return
    waiting.clear()
    place.replaceChildren()
    swapList(element, fresh)
    element.querySelector('[data-list]')?.scrollIntoView({ block: 'start' })
  })
  place.replaceChildren(button)
}

const isShown = (element: HTMLElement, thread: string) =>
  element.querySelector(`[data-thread="${CSS.escape(thread)}"]`) !== null

const stale = new Set<string>()

/** Brings a thread up to date, unless somebody is writing in it: then once they have left it. */
const refresh = async (element: HTMLElement, thread: string) => {
  if (stale.has(thread)) return
  stale.add(thread)
  await spread()
  const there = element.querySelector(`[data-thread="${CSS.escape(thread)}"]`)
  if (there && isBusy(there)) {
    stale.delete(thread)
    there.addEventListener('focusout', () => setTimeout(() => refresh(element, thread), 400), { once: true })
    return
  }
  stale.delete(thread)
  const fresh = await pageOf(addressOf(element, thread))
  if (fresh) swapThread(element, thread, fresh)
}

const told = (room: Room, kind: 'post' | 'change', thread: string) => {
  if (isShown(room.element, thread)) return refresh(room.element, thread)
  if (room.element.dataset.only || kind === 'change') return
  room.waiting.add(thread)
  announce(room)
}

/** How far one has read, for oneself: told when the page is left, if it was looked at for a while. */
const noteReading = (element: HTMLElement) => {
  const since = Date.now()
  addEventListener('pagehide', () => {
    const { newest, talk } = element.dataset
    const token = document.querySelector<HTMLInputElement>('[name=token]')?.value
    if (!newest || !talk || !token || Date.now() - since < 3_000) return
    navigator.sendBeacon(talk.replace(/talk$/u, 'read'), new URLSearchParams({ token, to: newest }))
  })
}

/** Hears that something is new, never what: that is asked for as the page would be, by whoever may still read it. */
export const listen = (element: HTMLElement): void => {
  const room: Room = { element, waiting: new Set(), words: JSON.parse(element.dataset.words ?? '[]') }
  const stream = new EventSource(element.dataset.live ?? '')
  stream.addEventListener('post', ({ data }) => told(room, 'post', data))
  stream.addEventListener('change', ({ data }) => told(room, 'change', data))
  stream.addEventListener('missed', ({ data }) => {
    for (let missed = 0; missed < Number(data); missed++) room.waiting.add(`missed ${missed}`)
    announce(room)
  })
  addEventListener('pagehide', () => stream.close())
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload())
  noteReading(element)
}
