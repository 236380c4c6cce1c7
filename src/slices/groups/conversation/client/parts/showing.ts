/** Is somebody in the middle of something in there? Then it stays as it is until they are done. */
export const isBusy = (part: Element): boolean =>
  part.contains(document.activeElement) && document.activeElement !== part
    ? true
    : [...part.querySelectorAll('textarea')].some((area) => area.value !== area.defaultValue)

type Preparing = (part: ParentNode) => void

let prepare: Preparing = () => {}

/** What is done to every part that comes newly onto the page. */
export const onArrival = (work: Preparing): void => {
  prepare = work
}

export const pageOf = async (address: string): Promise<Document | null> => {
  const answer = await fetch(address, { headers: { accept: 'text/html' } }).catch(() => null)
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null
}

const threadIn = (within: ParentNode, thread: string) =>
  within.querySelector<HTMLElement>(`[data-thread="${CSS.escape(thread)}"]`)

/** Puts a thread as it stands now in the place of what is shown; gone for us, it goes from the page. */
export const swapThread = (room: HTMLElement, thread: string, fresh: Document): void => {
  const old = threadIn(room, thread)
  const now = threadIn(fresh, thread)
  if (!old) return
  if (!now) {
    old.remove()
    return
  }
  const open = old.querySelector('.talk-reply')?.hasAttribute('open') ?? false
  const node = document.importNode(now, true)
  old.replaceWith(node)
  if (open) node.querySelector('.talk-reply')?.setAttribute('open', '')
  prepare(node)
}

/** Puts the whole list as it stands now. */
export const swapList = (room: HTMLElement, fresh: Document): void => {
  const [old, now] = [room.querySelector('[data-list]'), fresh.querySelector('[data-list]')]
  if (!old || !now) return
  const node = document.importNode(now, true)
  old.replaceWith(node)
  prepare(node)
  const newest = fresh.querySelector<HTMLElement>('[data-live]')?.dataset.newest
  if (newest) room.dataset.newest = newest
}

/** The address under which a room stands as the list shows it; of one thread, its own page. */
export const addressOf = (room: HTMLElement, thread?: string): string => {
  if (room.dataset.only) return location.pathname + location.search
  return thread ? `${room.dataset.talk}?only=${thread}` : (room.dataset.talk ?? location.pathname)
}

/** Words have arrived: shows them where they belong, and makes the form ready for the next. */
export const showAfterPosting = async (form: HTMLFormElement, answer: Response): Promise<void> => {
  const room = document.querySelector<HTMLElement>('[data-live]')
  const thread = form.closest<HTMLElement>('[data-thread]')?.dataset.thread
  if (!room || form.querySelector('input[type=file]')) return location.assign(answer.url)
  const fresh = await pageOf(addressOf(room, thread))
  if (!fresh || !thread) return location.assign(answer.url)
  form.reset()
  swapThread(room, thread, fresh)
  threadIn(room, thread)?.querySelector<HTMLTextAreaElement>('.talk-reply textarea')?.focus()
}
