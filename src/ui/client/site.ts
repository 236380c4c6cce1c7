import { prepareLeaving } from './parts/leaving.ts'
import { preparePasswords } from './parts/passwords.ts'
import { preparePosition } from './parts/position.ts'

/** What went wrong, else what just happened, is what to read first; without script it stands at the top all the same. */
const toRead =
  document.querySelector<HTMLElement>('.summary[data-focus]') ?? document.querySelector<HTMLElement>('[data-focus]')
toRead?.focus()

prepareLeaving()
preparePasswords()
preparePosition()

const draw = async (section: HTMLElement) => {
  const { drawMap } = await import('./parts/map.ts')
  drawMap(section)
}

const drawWhenSeen = (section: HTMLElement) => {
  new IntersectionObserver(([entry], observer) => {
    if (!entry?.isIntersecting) return
    observer.disconnect()
    draw(section)
  }).observe(section)
}

/** Leaflet weighs more than the page: on a phone or where data is dear it is fetched when somebody asks for the map. */
const drawWhenAsked = (section: HTMLElement) => {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'btn quiet'
  button.textContent = (JSON.parse(section.dataset.map ?? '{}') as { words: { show: string } }).words.show
  section.classList.add('asked')
  section.append(button)
  button.addEventListener('click', async () => {
    section.classList.remove('asked')
    section.tabIndex = -1
    button.remove()
    await draw(section)
    section.focus({ preventScroll: true })
  })
}

const frugal =
  matchMedia('(max-width: 56rem)').matches ||
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true

for (const section of document.querySelectorAll<HTMLElement>('[data-map]')) {
  section.hidden = false
  if (frugal) drawWhenAsked(section)
  else drawWhenSeen(section)
}

if (document.querySelector('[data-keep], [data-kept], [data-forget-kept]'))
  import('./parts/offline.ts').then(({ prepareOffline }) => prepareOffline())

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
