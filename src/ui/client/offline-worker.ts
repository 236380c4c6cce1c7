// The service worker: it is set up only when somebody asks to keep something, and gives back only that, when there is no connection.
// What is kept was fetched without cookies: nothing personal is in it.
interface FetchEvent extends Event {
  request: Request
  respondWith: (answer: Promise<Response>) => void
}
interface ActivateEvent extends Event {
  waitUntil: (work: Promise<unknown>) => void
}

/** As far as we use it of ServiceWorkerGlobalScope, which the library of pages does not know. */
interface OfflineWorker {
  location: Location
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void> }
  addEventListener: {
    (name: 'fetch', listener: (event: FetchEvent) => void): void
    (name: 'install' | 'activate', listener: (event: ActivateEvent) => void): void
  }
}

const worker = self as unknown as OfflineWorker
const store = 'kept'

const kept = async (request: Request): Promise<Response> => {
  const cache = await caches.open(store)
  const found = await cache.match(request, { ignoreVary: true })
  if (found) return found
  const offline = request.mode === 'navigate' ? await cache.match('/offline', { ignoreVary: true }) : undefined
  return offline ?? Response.error()
}

worker.addEventListener('install', () => void worker.skipWaiting())
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || new URL(request.url).origin !== worker.location.origin) return
  event.respondWith(fetch(request).catch(() => kept(request)))
})
