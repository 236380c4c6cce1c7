/** A line of a plot: time (seconds) against size, with the look that tells it apart without colour. */
export interface Series {
  name: string
  colour: string
  dash: string
  mark: 'circle' | 'square' | 'triangle'
  points: [size: number, seconds: number][]
}

const WIDTH = 800
const HEIGHT = 440
const LEFT = 76
const RIGHT = 250
const TOP = 52
const BOTTOM = 60

/** Time against size, both axes logarithmic, as one SVG without script or font of its own. */
export const logLogPlot = (title: string, across: string, series: Series[]): string => {
  const all = series.flatMap(({ points }) => points)
  const [x0, x1] = decades(all.map(([size]) => size))
  const [y0, y1] = decades(all.map(([, seconds]) => seconds))
  const x = (size: number) => LEFT + ((Math.log10(size) - x0) / (x1 - x0)) * (WIDTH - LEFT - RIGHT)
  const y = (seconds: number) => HEIGHT - BOTTOM - ((Math.log10(seconds) - y0) / (y1 - y0)) * (HEIGHT - TOP - BOTTOM)
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}" font-family="system-ui, sans-serif" font-size="13" fill="#1d2433">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${LEFT}" y="26" font-size="17" font-weight="600">${escaped(title)}</text>`,
    ...gridOf(
      x0,
      x1,
      (exponent) => line(x(10 ** exponent), TOP, x(10 ** exponent), HEIGHT - BOTTOM),
      (exponent) =>
        `<text x="${round(x(10 ** exponent))}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${amount(exponent)}</text>`,
    ),
    ...gridOf(
      y0,
      y1,
      (exponent) => line(LEFT, y(10 ** exponent), WIDTH - RIGHT, y(10 ** exponent)),
      (exponent) =>
        `<text x="${LEFT - 8}" y="${round(y(10 ** exponent) + 4)}" text-anchor="end">${time(exponent)}</text>`,
    ),
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 14}" text-anchor="middle">${escaped(across)}</text>`,
    ...series.map((one) => drawn(one, x, y)),
    ...legend(series, y),
    '</svg>',
  ]
  return `${parts.join('\n')}\n`
}

/** Whole powers of ten around all values. */
const decades = (values: number[]): [number, number] => {
  const low = Math.floor(Math.log10(Math.min(...values)) + 1e-9)
  return [low, Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9))]
}

const gridOf = (from: number, to: number, rule: (exponent: number) => string, label: (exponent: number) => string) =>
  Array.from({ length: to - from + 1 }, (_, i) => rule(from + i) + label(from + i))

const line = (x1: number, y1: number, x2: number, y2: number) =>
  `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="#d5d9e2"/>`

const drawn = ({ points, colour, dash, mark }: Series, x: (size: number) => number, y: (seconds: number) => number) => {
  const way = points.map(([size, seconds]) => `${round(x(size))},${round(y(seconds))}`).join(' ')
  const marks = points.map(([size, seconds]) => marked(mark, x(size), y(seconds), colour)).join('')
  return `<polyline points="${way}" fill="none" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash}"/>${marks}`
}

const marked = (mark: Series['mark'], x: number, y: number, colour: string) => {
  if (mark === 'circle') return `<circle cx="${round(x)}" cy="${round(y)}" r="4.5" fill="${colour}"/>`
  if (mark === 'square') return `<rect x="${round(x - 4)}" y="${round(y - 4)}" width="8" height="8" fill="${colour}"/>`
  return `<path d="M${round(x)} ${round(y - 5)}l5 9h-10z" fill="${colour}"/>`
}

/** Names stand at the ends of their lines, moved apart where they would touch. */
const legend = (series: Series[], y: (seconds: number) => number) => {
  const places = series
    .map(({ name, colour, points }) => ({ name, colour, at: y(points.at(-1)![1]) }))
    .sort((a, b) => a.at - b.at)
  places.forEach((place, i) => {
    if (i) place.at = Math.max(place.at, places[i - 1]!.at + 17)
  })
  return places.map(
    ({ name, colour, at }) =>
      `<text x="${WIDTH - RIGHT + 10}" y="${round(at + 4)}" fill="${colour}" font-weight="600">${escaped(name)}</text>`,
  )
}

const amount = (exponent: number) => (10 ** exponent).toLocaleString('en-GB')
const time = (exponent: number) =>
  exponent >= 0 ? `${amount(exponent)} s` : exponent >= -3 ? `${10 ** (exponent + 3)} ms` : `${10 ** (exponent + 6)} µs`
const round = (value: number) => Math.round(value * 10) / 10
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
