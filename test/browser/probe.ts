import type { Page } from 'playwright-core'
import { axeFindings } from './axe.ts'
import { installLooks, type Looks, type Stop } from './looks.ts'

/** What is wrong with a page, each in words that begin with the check's name. */
export type Findings = string[]

const desktop = { width: 1280, height: 800 }

const named = (check: string, found: string[]): Findings => found.map((what) => `${check}: ${what}`)

type Question = { [Key in keyof Looks]: ReturnType<Looks[Key]> extends string[] ? Key : never }[keyof Looks]

const ask = (page: Page, question: Question): Promise<string[]> =>
  page.evaluate((asked) => window.looks[asked](), question)

/** Brings the map into view and waits until it is drawn, so that what follows sees the page at rest. */
export const settle = async (page: Page): Promise<void> => {
  const map = page.locator('[data-map]:not(.asked)')
  if ((await map.count()) === 0 || !(await map.first().isVisible())) return
  await map.first().scrollIntoViewIfNeeded()
  await page.locator('.leaflet-container').first().waitFor()
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
}

/** In a longer list the middle is more of the same: its first stops are walked, then its last. */
const longWalk = 90
const lastStops = 30

interface Walk {
  stops: Stop[]
  trap: Stop | null
}

const walkFrom = async (page: Page, order: number, most: number): Promise<Walk> => {
  await page.evaluate((from) => window.looks.startAt(from), order)
  const stops: Stop[] = []
  let within = 0
  while (stops.length < most) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => window.looks.stop())
    if (!stop) break
    // A frame holds the focus for as many stops as its own document has.
    if (stop.key === stops.at(-1)?.key && stop.frame && within++ < 20) continue
    if (stops.some(({ key }) => key === stop.key)) return { stops, trap: stop }
    stops.push(stop)
  }
  return { stops, trap: null }
}

const walk = async (page: Page, focusable: number): Promise<Findings> => {
  const isLong = focusable > longWalk + lastStops
  const first = await walkFrom(page, 0, isLong ? longWalk : focusable + 1)
  const rest: Walk = isLong ? await walkFrom(page, focusable - lastStops, lastStops + 1) : { stops: [], trap: null }
  const due = isLong ? longWalk + lastStops : focusable
  const reached = first.stops.length + rest.stops.length
  const trap = first.trap ?? rest.trap
  return [
    ...named('trap', trap ? [trap.name] : []),
    ...named('keyboard', reached < due && !trap ? [`${reached} of ${due} are reached`] : []),
    ...wrongStops(first.stops),
    ...wrongStops(rest.stops),
  ]
}

/** Back to where the line began, or up in the same column: a step to the next column may go up. */
const goesBack = (from: Stop | undefined, to: Stop) => {
  if (!from || from.adrift || to.adrift) return false
  return Math.abs(to.y - from.y) <= 8 ? to.x < from.x - 8 : to.y < from.y && to.x <= from.x + 8
}

const wrongStops = (stops: Stop[]): Findings => {
  const names = (wrong: Stop[]) => wrong.map(({ name }) => name)
  return [
    ...named('indicator', names(stops.filter(({ shown }) => !shown))),
    ...named('covered', names(stops.filter(({ covered }) => covered))),
    ...named('order', names(stops.filter((stop, at) => goesBack(stops[at - 1], stop)))),
  ]
}

const keyboard = async (page: Page): Promise<Findings> => {
  await page.evaluate(() => {
    scrollTo({ top: 0, behavior: 'instant' })
    ;(document.activeElement as HTMLElement | null)?.blur()
    window.looks.remember()
  })
  const focusable = await page.evaluate(() => window.looks.focusable())
  return [...(await walk(page, focusable)), ...named('click only', await ask(page, 'clickOnly'))]
}

/** WCAG 1.4.12. */
const spacing =
  '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}'

const wideOrClipped = async (page: Page, check: string): Promise<Findings> => [
  ...named(check, await ask(page, 'tooWide')),
  ...named(check, await ask(page, 'clipped')),
]

const text = async (page: Page): Promise<Findings> => {
  await page.evaluate((css) => window.looks.wear(css), spacing)
  const spaced = await wideOrClipped(page, 'text spacing')
  await page.setViewportSize({ width: 640, height: 400 })
  await page.evaluate(() => {
    window.looks.undress()
    window.looks.doubleText()
  })
  const doubled = await wideOrClipped(page, 'text at 200 %')
  await page.evaluate(() => window.looks.restoreText())
  return [...spaced, ...doubled]
}

/** WCAG 1.4.10: 320 px without scrolling to the side. */
export const reflow = async (page: Page): Promise<Findings> => {
  await page.evaluate(installLooks)
  await page.setViewportSize({ width: 320, height: 640 })
  return named('reflow', await ask(page, 'tooWide'))
}

const wishes = async (page: Page): Promise<Findings> => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const motion = named('motion', await ask(page, 'moving'))
  await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' })
  const lost = named('forced colours', await ask(page, 'lostInForcedColours'))
  await page.emulateMedia({ reducedMotion: null, forcedColors: null })
  return [...motion, ...lost]
}

/** What a page is without script: one heading, words to read, and nothing that would need a script to work. */
export const plainFindings = async (page: Page): Promise<Findings> => {
  const headings = await page.locator('h1').count()
  const words = (await page.locator('main').innerText()).trim()
  return named('without script', [
    ...(headings === 1 ? [] : [`${headings} first headings`]),
    ...(words.length > 40 ? [] : ['nothing to read']),
    // Playwright looks from a world of its own, where scripts run even if the page's may not.
    ...(await page.evaluate(installLooks).then(() => ask(page, 'deadControls'))),
  ])
}

/** Every check on an open page, at the size of a desktop and smaller. The page is left as it was found, but for its size. */
export const probe = async (page: Page): Promise<Findings> => {
  await page.setViewportSize(desktop)
  await settle(page)
  await page.evaluate(installLooks)
  return [
    ...(await axeFindings(page)),
    ...(await keyboard(page)),
    ...named('target', await ask(page, 'smallTargets')),
    ...named('same name, other target', await ask(page, 'sameNames')),
    ...(await wishes(page)),
    ...(await text(page)),
    ...(await reflow(page)),
  ]
}
