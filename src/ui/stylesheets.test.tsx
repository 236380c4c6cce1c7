import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '#kernel/config/root.ts'
import { ground } from './page.tsx'

type Tokens = Record<string, string>

const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\//gu, '')
const sheets = globSync('src/**/*.css', { cwd: root }).sort()
const tokens = textOf('src/ui/tokens.css')

const declared = (css: string): Tokens =>
  Object.fromEntries([...css.matchAll(/(--[\w-]+):\s*([^;]+);/gu)].map(([, name, value]) => [name, value!.trim()]))

const darkAt = tokens.indexOf('@media screen and (prefers-color-scheme: dark)')
const moreContrastAt = tokens.indexOf('@media (prefers-contrast: more)')
const light = declared(tokens.slice(0, darkAt))
const dark = { ...light, ...declared(tokens.slice(darkAt, moreContrastAt)) }
const paper = { ...light, ...declared(tokens.slice(tokens.indexOf('@media print'))) }

const channels = (hex: string) => {
  const [, digits = ''] = /^#([0-9a-f]{3}|[0-9a-f]{6})$/u.exec(hex) ?? []
  if (!digits) throw new Error(`${hex} is no plain colour`)
  const wide = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits
  return [0, 2, 4].map((at) => Number.parseInt(wide.slice(at, at + 2), 16) / 255)
}

/** Relative luminance of WCAG 2.2. */
const luminance = (hex: string) => {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast ratio of WCAG 2.2, from 1 to 21. */
const contrast = (one: string, other: string) => {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dim + 0.05)
}

const grounds = ['--paper', '--surface', '--raised']
const threads = ['pine', 'marigold', 'clay', 'plum', 'sky']
const on = (texts: string[], under: string[], least: number) =>
  texts.flatMap((text) => under.map((below) => ({ text, below, least })))

/** What is read stands out 7 : 1 where it is running text, 4.5 : 1 wherever it is text, 3 : 1 where it is an edge. */
const pairs = [
  ...on(['--ink'], [...grounds, ...threads.map((thread) => `--${thread}-wash`)], 7),
  ...on(['--soft'], grounds, 6),
  ...on(['--pine', '--pine-deep', '--clay', '--plum', '--sky', '--marigold-ink'], grounds, 4.5),
  ...on(['--pine-deep', '--pine'], ['--pine-wash'], 4.5),
  ...threads.flatMap((thread) =>
    on([thread === 'marigold' ? '--marigold-ink' : `--${thread}`], [`--${thread}-wash`], 4.5),
  ),
  ...on(['--on-pine'], ['--pine', '--pine-deep'], 4.5),
  ...on(['--on-ink'], ['--ink'], 7),
  ...on(
    ['--surface'],
    ['--soft', ...threads.map((thread) => (thread === 'marigold' ? '--marigold-ink' : `--${thread}`))],
    4.5,
  ),
  ...on(['--line-strong'], grounds, 3),
]

const tooFaint = (colours: Tokens) =>
  pairs
    .filter(({ text, below, least }) => contrast(colours[text]!, colours[below]!) < least)
    .map(({ text, below }) => `${text} on ${below}: ${contrast(colours[text]!, colours[below]!).toFixed(2)}`)

describe('colours', () => {
  test.each([
    ['light', light],
    ['dark', dark],
    ['paper', paper],
  ])('every pair of tokens that meets can be read: %s', (_, colours) => expect(tooFaint(colours)).toEqual([]))

  test('a faint pair is caught', () => {
    expect(tooFaint({ ...light, '--soft': '#9aa5ab' })).toContain('--soft on --surface: 2.52')
    expect(contrast('#000', '#fff')).toBe(21)
  })

  test('the focus ring is seen on every ground that it is drawn on: marigold or ink, whichever differs', () => {
    for (const colours of [light, dark]) {
      for (const below of [...grounds, ...threads.map((thread) => `--${thread}-wash`)]) {
        const best = Math.max(...['--marigold', '--ink'].map((ring) => contrast(colours[ring]!, colours[below]!)))
        expect(best).toBeGreaterThanOrEqual(3)
      }
    }
  })

  test('the browser’s own bars have the colour of the head of the page', () => {
    expect(ground).toEqual({ light: light['--surface'], dark: dark['--surface'] })
  })
})

const declarations = (css: string) =>
  [...css.replace(/@(media|import|supports|container)[^{;]*/gu, '').matchAll(/([\w-]+)\s*:\s*([^;{}]+)[;}]/gu)].map(
    ([, property, value]) => ({ property: property!, value: value! }),
  )

const colour = /#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch|lab)a?\(|\b(white|black|red|green|blue|gr[ae]y|orange|purple)\b/iu
const literalColours = (css: string) =>
  declarations(css)
    .filter(({ property, value }) => !property.startsWith('--') && colour.test(value.replace(/url\([^)]*\)/gu, '')))
    .map(({ property, value }) => `${property}: ${value}`)

/** A letter as its writer made it and a code for cameras stay on white, in the dark too. */
const staysWhite = ['src/app/mailbox/mailbox.css', 'src/slices/people/account/account.css']
const allowed = (name: string) => (staysWhite.includes(name) ? ['background: #fff'] : [])

const physical =
  /^((margin|padding|border|inset|scroll-margin|scroll-padding)-(left|right|top|bottom)(-\w+)?|left|right|top|bottom|(min-|max-)?(width|height)|float|border-(top|bottom)-(left|right)-radius|overflow-[xy])$/u
const physicalParts = (css: string) =>
  declarations(css)
    .filter(
      ({ property, value }) =>
        physical.test(property) || (/^(text-align|clear)$/u.test(property) && /left|right/u.test(value)),
    )
    .map(({ property, value }) => `${property}: ${value}`)

const unknownTokens = (css: string, known: Tokens) =>
  [...css.matchAll(/var\((--[\w-]+)/gu)]
    .map(([, name]) => name!)
    .filter((name) => !(name in known) && !css.includes(`${name}:`))

describe('stylesheets', () => {
  const others = sheets.filter((name) => name !== 'src/ui/tokens.css')

  test.each(others)('%s takes its colours from the tokens', (name) =>
    expect(literalColours(textOf(name)).filter((part) => !allowed(name).includes(part))).toEqual([]),
  )

  test.each(sheets)('%s speaks of start and end, so that it turns round with the script', (name) =>
    expect(physicalParts(textOf(name))).toEqual([]),
  )

  test.each(sheets)('%s names no token that is not there', (name) =>
    expect(unknownTokens(textOf(name), { ...light, '--tone': '', '--wash': '' })).toEqual([]),
  )

  test('each planted fault is caught', () => {
    expect(literalColours('.a { color: #fff; background: var(--ink) }')).toEqual(['color: #fff'])
    expect(literalColours('.a { border: 1px solid rgb(1 2 3) }')).toHaveLength(1)
    expect(
      physicalParts('@media (max-width: 4rem) { .a { margin-left: 1px; text-align: right; inline-size: 2px } }'),
    ).toEqual(['margin-left: 1px', 'text-align: right'])
    expect(physicalParts('.a { left: 0; width: 3rem; }')).toHaveLength(2)
    expect(unknownTokens('.a { color: var(--inc) }', light)).toEqual(['--inc'])
  })
})

/** `style-src` lets no attribute through, so such a style would be written and never seen. */
const styledInPlace = (source: string) => /\sstyle=[{"]/u.test(source)

test('no component styles in place; classes and tokens do', () => {
  const sources = globSync('src/**/*.tsx', { cwd: root }).filter(
    (name) => !/\.test\.tsx$|mails?\.tsx$|kernel\/mail/u.test(name),
  )
  expect(sources.filter((name) => styledInPlace(textOf(name)))).toEqual([])
  expect(styledInPlace('<p style={{ color }}>')).toBe(true)
})
