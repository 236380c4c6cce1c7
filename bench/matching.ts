import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { type Kernel, prepare } from '#app/solve/kernels.ts'
import { coffeeRound, coffeeText } from './matching/coffee.ts'
import { scarceCohorts, wideCohorts } from './matching/cohorts.ts'
import { mentoringText } from './matching/mentoring.ts'
import { placesAtMost, solveByHighs } from './matching/milp.ts'
import { logLogPlot, type Series } from './matching/plot.ts'
import { rota } from './matching/rota.ts'
import { buildReference, type Figures, measured } from './matching/runs.ts'
import { anytime, comparison, type Line, nearness } from './matching/table.ts'

/** Times are medians of this many runs, each in a process of its own. */
const TIMES = 3
const LIMIT = 120
const LIMIT_OF_HIGHS = 10

/**
 * `npm run bench -- matching [quick]`: our kernels beside the references on the same instances, one after the other on the
 * same machine; writes bench/matching.md and the plots of docs/matching.md.
 */
export const run = async ([first, ...rest]: string[]): Promise<void> => {
  if (first === 'solve') return solveOnce(rest[0] as Kernel, rest[1]!, rest[2] ? Number(rest[2]) : null)
  if (first === 'highs') {
    const figures = await solveByHighs(rest[0]!, LIMIT_OF_HIGHS)
    console.log(JSON.stringify({ ...figures, mb: Math.round(process.resourceUsage().maxRSS / 1024) }))
    return
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'wellmet-matching-'))
  try {
    const quick = first === 'quick'
    const sections = [pairs(folder, quick), assignment(folder, quick), groups(folder, quick), shifts(folder, quick)]
    writeFileSync('bench/matching.md', page(sections.map(({ text }) => text)))
    for (const { plots } of sections) for (const [name, svg] of plots) writeFileSync(`docs/${name}.svg`, svg)
    const differs = sections.some(({ text }) => text.includes('**differs'))
    if (differs) throw new Error('An objective differs from the reference: see bench/matching.md')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What the children do: one question, one line of JSON, in a fresh process whose memory is all its own. */
const solveOnce = async (kernel: Kernel, file: string, seconds: number | null) => {
  const solve = prepare({
    kernel,
    file,
    seconds,
    seed: 1,
    rounds: 5,
    prover: path.resolve('src/matching/proving/worker.ts'),
  })
  const began = performance.now()
  const { placed, objective, bound, proven } = await solve()
  const taken = (performance.now() - began) / 1000
  const mb = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(JSON.stringify({ placed, objective, bound, proven, seconds: taken, mb }))
}

const ours = (kernel: Kernel, file: string, seconds?: number): Figures | null =>
  measured(
    process.execPath,
    [process.argv[1]!, 'solve', kernel, file, ...(seconds ? [String(seconds)] : [])],
    // What has a time allowed takes it: one run says as much as three.
    seconds ? 1 : TIMES,
    LIMIT,
  )

interface Section {
  text: string
  plots: [name: string, svg: string][]
}

const pairs = (folder: string, quick: boolean): Section => {
  const reference = buildReference('bench/matching/pairs-lemon.cpp', folder)
  const solved = (n: number, candidates: number): Line => {
    const file = path.join(folder, `pairs-${n}-${candidates}.txt`)
    const instance = coffeeRound(n, candidates, 42 + n + candidates)
    writeFileSync(file, coffeeText(instance))
    const name = `${n.toLocaleString('en-GB')} people, ${candidates ? `${candidates} candidates each` : 'everybody'} (${instance.pairs.length.toLocaleString('en-GB')} pairs)`
    console.log(name)
    return {
      instance: name,
      size: n,
      ours: ours('pairs', file),
      reference: reference ? measured(reference, [file], TIMES, LIMIT) : null,
    }
  }
  const sparse = (quick ? [1000, 2000] : [1000, 2000, 5000, 10_000, 20_000, 40_000]).map((n) => solved(n, 20))
  const dense = (quick ? [20, 200] : [20, 50, 100, 200, 500, 1000, 2000]).map((n) => solved(n, 0))
  return {
    text: `## Pairs\n\nHeaviest matching in a general graph; LEMON's \`MaxWeightedMatching\` is the reference.\n\n${comparison('LEMON', sparse)}\n\n${comparison('LEMON', dense)}\n`,
    plots: [
      [
        'matching-pairs',
        logLogPlot(
          'Pairs: time to the proven best',
          'people',
          seriesOf({ 'everybody may meet': dense, '20 candidates each': sparse }),
        ),
      ],
    ],
  }
}

const assignment = (folder: string, quick: boolean): Section => {
  const reference = buildReference('bench/matching/assignment-lemon.cpp', folder)
  const sizes = [
    [100, 30, 5],
    [500, 150, 5],
    [1000, 300, 5],
    [2000, 500, 5],
    [5000, 1200, 5],
    [20_000, 5000, 5],
    [100_000, 20_000, 8],
  ]
  const lines = sizes.slice(0, quick ? 3 : sizes.length).map(([mentees, mentors, most]): Line => {
    const file = path.join(folder, `assignment-${mentees}.txt`)
    writeFileSync(file, mentoringText(mentees!, mentors!, 10, most!, 7 + mentees!))
    const instance = `${mentees!.toLocaleString('en-GB')} mentees × ${mentors!.toLocaleString('en-GB')} mentors, 10 candidates each`
    console.log(instance)
    return {
      instance,
      size: mentees!,
      ours: ours('assignment', file),
      reference: reference ? measured(reference, [file], TIMES, LIMIT) : null,
    }
  })
  return {
    text: `## Assignment\n\nMentors with places for several, ten candidates for each mentee; LEMON's \`NetworkSimplex\` is the reference.\n\n${comparison('LEMON', lines)}\n`,
    plots: [
      [
        'matching-assignment',
        logLogPlot('Assignment: time to the proven best', 'mentees', seriesOf({ 'network simplex': lines })),
      ],
    ],
  }
}

const groups = (folder: string, quick: boolean): Section => {
  const scarce = [
    [30, 1],
    [100, 3],
    [200, 10],
    [500, 25],
    [1000, 50],
    [2000, 100],
    [5000, 250],
  ] as const
  const wide = [
    [60, 2],
    [100, 5],
    [200, 10],
    [500, 25],
    [1000, 50],
    [2000, 100],
    [5000, 250],
  ] as const
  const solved = (kind: 'scarce' | 'wide', n: number, places: number) => {
    const file = path.join(folder, `groups-${kind}-${n}.json`)
    const instance =
      kind === 'scarce' ? scarceCohorts(n, places, 99 + n + places) : wideCohorts(n, places, n * 7 + places)
    writeFileSync(file, JSON.stringify(instance))
    // Up to a hundred people there is time to prove the plan.
    const allowed = n <= 100 ? 5 : n > 2000 ? 2 : 1
    const name = `${n.toLocaleString('en-GB')} applicants, ${places} groups, ${kind} time`
    console.log(name)
    return { instance: name, people: n, allowed, ours: ours('groups', file, allowed), atMost: placesAtMost(file) }
  }
  const lines = [
    ...scarce.slice(0, quick ? 2 : 7).map(([n, g]) => solved('scarce', n, g)),
    ...wide.slice(0, quick ? 2 : 7).map(([n, g]) => solved('wide', n, g)),
  ]
  return {
    text: `## Groups\n\nGroups of 20 with a weekly slot each, three of one organisation at most. “No plan can place more than” is what the solver itself proves; beside it the lesser of all seats and all who have any time, which anybody can count. A proven plan is the best in who comes gladly, too.\n\n${anytime(lines)}\n`,
    plots: [],
  }
}

const shifts = (folder: string, quick: boolean): Section => {
  const sizes = [
    [20, 15],
    [50, 40],
    [100, 80],
    [200, 150],
    [500, 300],
    [1000, 500],
    [2000, 1000],
  ] as const
  const lines = sizes.slice(0, quick ? 3 : 7).map(([people, count]): Line => {
    const file = path.join(folder, `shifts-${people}.json`)
    writeFileSync(file, JSON.stringify(rota(people, count, 5 + people + count)))
    const instance = `${people.toLocaleString('en-GB')} people × ${count.toLocaleString('en-GB')} shifts`
    console.log(instance)
    const highs = people > 500 ? null : measured(process.execPath, [process.argv[1]!, 'highs', file], 1, LIMIT)
    return { instance, size: people, ours: ours('shifts', file), reference: highs }
  })
  return {
    text: `## Shifts\n\nSkills, days, hours and overlaps, a rising cost for each further shift; HiGHS (${LIMIT_OF_HIGHS} s allowed) is the reference up to 500 people; above, it is not asked. Seats that both fill may be shared out differently.\n\n${nearness('HiGHS', lines)}\n`,
    plots: [['matching-shifts', logLogPlot('Shifts: time to a plan', 'people', seriesOf({ '': lines }, 'HiGHS'))]],
  }
}

const seriesOf = (families: Record<string, Line[]>, reference = 'LEMON'): Series[] =>
  Object.entries(families).flatMap(([family, lines], i) => {
    const dash = i ? '6 5' : ''
    const points = (who: 'ours' | 'reference') =>
      lines.flatMap((line): [number, number][] => (line[who] ? [[line.size, line[who].seconds]] : []))
    const both: Series[] = [
      { name: named('ours', family), colour: '#0b6b53', dash, mark: 'circle', points: points('ours') },
      {
        name: named(reference, family),
        colour: '#a3470b',
        dash,
        mark: i ? 'square' : 'triangle',
        points: points('reference'),
      },
    ]
    return both.filter(({ points: any }) => any.length)
  })

const named = (who: string, family: string) => (family ? `${who}, ${family}` : who)

const page = (sections: string[]): string =>
  `# Matching, measured

Written by \`npm run bench -- matching\`; do not edit. ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}. Times are of
solving alone, medians of ${TIMES} runs (of one where a time is allowed), each in a fresh process (ours pays for its just-in-time compiler every time, as on the
command line). Growth is the exponent of size that our times follow from the row above.

${sections.join('\n')}`
