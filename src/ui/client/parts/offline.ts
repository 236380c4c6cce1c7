const store = 'kept'

interface Words {
  keep: string
  kept: string
  failed: string
}

/** Fetched as a stranger: what is kept on a phone must hold nothing of anybody. */
const keep = async (paths: string[]) => {
  await navigator.serviceWorker.register('/offline-worker.js')
  const assets = [
    ...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>('link[rel~="stylesheet"], script[src]'),
  ]
  const wanted = [...paths, '/offline', ...assets.map((part) => ('href' in part ? part.href : part.src))]
  const cache = await caches.open(store)
  await cache.addAll(wanted.map((path) => new Request(path, { credentials: 'omit' })))
}

const forget = async () => {
  await caches.delete(store)
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister()
}

const showKeeping = (section: HTMLElement) => {
  const [button, told] = [section.querySelector('button')!, section.querySelector<HTMLElement>('[role="status"]')!]
  const words = JSON.parse(section.dataset.words ?? '{}') as Words
  section.hidden = false
  button.addEventListener('click', async () => {
    button.disabled = true
    told.textContent = await keep(JSON.parse(section.dataset.keep ?? '[]') as string[]).then(
      () => words.kept,
      () => words.failed,
    )
    button.disabled = false
  })
}

/** On the page that stands in for all others: links to what was kept. */
const listKept = async (list: HTMLElement) => {
  const names = JSON.parse(list.dataset.kept ?? '{}') as Record<string, string>
  const requests = (await caches.has(store)) ? await (await caches.open(store)).keys() : []
  for (const { url } of requests) {
    const { pathname, search } = new URL(url)
    const name = names[pathname]
    if (!name) continue
    const link = document.createElement('a')
    link.href = pathname + search
    link.textContent = name
    list.append(Object.assign(document.createElement('li'), { className: 'entry' }))
    list.lastElementChild!.append(link)
    list.parentElement!.hidden = false
  }
}

const showForgetting = (section: HTMLElement) => {
  section.hidden = false
  section.querySelector('button')?.addEventListener('click', async () => {
    await forget()
    section.hidden = true
    for (const list of document.querySelectorAll('[data-kept]')) list.parentElement!.hidden = true
  })
}

/** «Keep for when there is no connection», and forgetting it again. */
export const prepareOffline = async (): Promise<void> => {
  if (!('serviceWorker' in navigator && 'caches' in globalThis)) return
  for (const section of document.querySelectorAll<HTMLElement>('[data-keep]')) showKeeping(section)
  for (const list of document.querySelectorAll<HTMLElement>('[data-kept]')) await listKept(list)
  if (await caches.has(store))
    for (const section of document.querySelectorAll<HTMLElement>('[data-forget-kept]')) showForgetting(section)
}
