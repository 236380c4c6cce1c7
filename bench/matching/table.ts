import type { Figures } from './runs.ts'

/** One instance, what we made of it and what the reference did. */
export interface Line {
  instance: string
  size: number
  ours: Figures | null
  reference: Figures | null
}

/** A Markdown table with ratios and how cost grows from row to row: the exponent of size that the times follow. */
export const comparison = (reference: string, lines: Line[]): string =>
  [
    `| instance | placed | ours | ${reference} | ours ÷ ${reference} | growth | memory | objective |`,
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
    ...lines.map((line, i) => `| ${cells(line, lines[i - 1]).join(' | ')} |`),
  ].join('\n')

const cells = ({ instance, size, ours, reference }: Line, before?: Line): string[] => [
  instance,
  ours ? ours.placed.toLocaleString('en-GB') : '–',
  ours ? seconds(ours.seconds) : 'failed',
  reference ? seconds(reference.seconds) : 'not run',
  ours && reference ? (ours.seconds / reference.seconds).toFixed(2) : '–',
  ours && before?.ours ? `size^${exponent(size / before.size, ours.seconds / before.ours.seconds)}` : '',
  ours ? `${ours.mb} MB` : '–',
  verdict(ours, reference),
]

const exponent = (sizes: number, times: number) => (Math.log(times) / Math.log(sizes)).toFixed(1)

const verdict = (ours: Figures | null, reference: Figures | null): string => {
  if (!ours) return '–'
  const proof = ours.proven ? 'proven' : 'not proven'
  if (!reference) return proof
  return ours.objective === reference.objective
    ? `equal, ${proof}`
    : `**differs: ${ours.objective} against ${reference.objective}**`
}

export const seconds = (value: number) => (value < 0.1 ? `${(value * 1000).toFixed(1)} ms` : `${value.toFixed(2)} s`)

/** A plan by a search with a time allowed, beside how many any plan could place. */
export interface AnytimeLine {
  instance: string
  people: number
  allowed: number
  ours: Figures | null
  atMost: number
}

export const anytime = (lines: AnytimeLine[]): string =>
  [
    '| instance | placed | no plan can place more than | short of it | seats and people with time | allowed | taken | memory | plan |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
    ...lines.map(({ instance, people, ours, atMost, allowed }) => {
      if (!ours) return `| ${instance} | failed | | | ${atMost} | ${allowed} s | | | |`
      const most = Math.min(atMost, Number(BigInt(ours.bound ?? 0) / BigInt(2 * people + 1)))
      const short = `${most ? (100 * (1 - ours.placed / most)).toFixed(1) : '0.0'} %`
      return `| ${[instance, ours.placed, most, short, atMost, `${allowed} s`, seconds(ours.seconds), `${ours.mb} MB`, ours.proven ? 'proven best' : 'not proven'].join(' | ')} |`
    }),
  ].join('\n')

/** A search beside a solver that may prove more: seats, objective, and by how much ours is under the reference or the bound. */
export const nearness = (reference: string, lines: Line[]): string =>
  [
    `| instance | filled | ours | ${reference} | objective | ${reference}'s | under it | under the bound | memory |`,
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines.map(({ instance, ours, reference: other }) => {
      if (!ours) return `| ${instance} | failed | | | | | | | |`
      const under = (most: string | undefined) =>
        most ? `${(100 * (1 - Number(ours.objective) / Number(most))).toFixed(3)} %` : '–'
      const theirs = other ? `${other.objective}${other.proven ? ' (proven)' : ''}` : '–'
      return `| ${[instance, ours.placed, seconds(ours.seconds), other ? seconds(other.seconds) : 'not run', ours.objective, theirs, under(other?.proven ? other.objective : undefined), under(ours.bound), `${ours.mb} MB`].join(' | ')} |`
    }),
  ].join('\n')
