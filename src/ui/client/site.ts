import { prepareLeaving } from './leaving.ts'
import { preparePosition } from './position.ts'

/** After a mistake the summary is what to read first; without script it stands at the top all the same. */
document.querySelector<HTMLElement>('[data-focus]')?.focus()

prepareLeaving()
preparePosition()

const drawWhenSeen = (section: HTMLElement) => {
  section.hidden = false
  new IntersectionObserver(async ([entry], observer) => {
    if (!entry?.isIntersecting) return
    observer.disconnect()
    const { drawMap } = await import('./map.ts')
    drawMap(section)
  }).observe(section)
}

for (const section of document.querySelectorAll<HTMLElement>('[data-map]')) drawWhenSeen(section)

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
