import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { kinds, mixed, questionsOf } from './asked.ts'
import { leastDisturbed, type Round, roundOf, type Times, timesOf } from './clients.ts'
import { ask, type Ground, rounds, seconds, spending } from './ground.ts'
import { less } from './spent.ts'
import { findPgbench, recording, scriptOf } from './statements.ts'

export const clients = 4
/** So many questions of each kind. */
const each = 40

export interface OfKind extends Times {
  kind: string
  /** Milliseconds of processor, PostgreSQL's and ours. */
  ran: Times
  found: number
}

/** One client, question by question, so that each one's own share of the processors is known. */
export const byKind = async (ground: Ground): Promise<OfKind[]> => {
  const answer = ask(ground)
  const all: OfKind[] = []
  for (const kind of kinds) {
    const questions = questionsOf(kind, each, ground.words, ground.size)
    for (const question of questions.slice(0, 8)) await answer(question)
    const spent = await spending(ground)
    const [times, ran]: number[][] = [[], []]
    let found = 0
    for (const question of questions) {
      const [before, begun] = [spent(), performance.now()]
      found += (await answer(question)).items.length
      times!.push(performance.now() - begun)
      ran!.push(less(spent(), before).ran)
    }
    all.push({ kind: kind.name, ...timesOf(times!), ran: timesOf(ran!), found: found / questions.length })
  }
  return all
}

/** The mixture, by several clients at once. */
export const together = async (ground: Ground): Promise<Round> => {
  const questions = mixed(2_000, ground.words, ground.size)
  const results: Round[] = []
  for (let turn = 0; turn <= rounds; turn++) {
    const spent = await spending(ground)
    const result = await roundOf(questions, ask(ground), { clients, seconds, from: turn * 300, spent })
    // The first turn only warms up.
    if (turn) results.push(result)
  }
  return leastDisturbed(results)
}

/** The statements of the same mixture by pgbench, as many clients; one script for each question. Null without pgbench. */
export const bySqlAlone = async (ground: Ground): Promise<Times | null> => {
  const tool = findPgbench()
  if (!tool) return null
  const { statements, community } = recording(ground.community, ground.database.connection)
  const folder = mkdtempSync(path.join(tmpdir(), 'wm-sql-'))
  try {
    const scripts: string[] = []
    for (const [at, question] of mixed(80, ground.words, ground.size).entries()) {
      statements.length = 0
      await ask({ community })(question)
      const file = path.join(folder, `${at}.sql`)
      writeFileSync(file, scriptOf(statements))
      scripts.push('-f', file)
    }
    const { host } = ground.database.connection
    const how = [
      '-h',
      String(host),
      '-U',
      'postgres',
      '-n',
      '-M',
      'simple',
      '-c',
      `${clients}`,
      '-j',
      '1',
      '-l',
      `--log-prefix=${folder}/log`,
    ]
    const turns: Times[] = []
    for (let turn = 0; turn < rounds; turn++) {
      spawnSync(tool, [...how, '-T', `${seconds}`, ...scripts, 'postgres'], {
        env: { ...process.env, PGOPTIONS: `-c search_path=${community.schema},extensions,public` },
      })
      const logs = readdirSync(folder).filter((file) => file.startsWith('log.'))
      const lines = logs.flatMap((file) => readFileSync(path.join(folder, file), 'utf8').trim().split('\n'))
      for (const file of logs) rmSync(path.join(folder, file))
      turns.push(timesOf(lines.map((line) => Number(line.split(' ')[2]) / 1_000)))
    }
    return turns.reduce((a, b) => (b.p95 < a.p95 ? b : a))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
