import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { root } from '#kernel/config/root.ts'
import { ownPostgres } from '#kernel/database/embedded.ts'
import { acknowledged, newFolder, startWriter } from '#test/programs/run.ts'

const rounds = 20

interface Tally {
  what: string
  rounds: number
  acknowledged: number
  lost: number
  failedStarts: number
  slowestStart: number
}

const missing = async (data: string, numbers: number[]) => {
  const running = await ownPostgres(data)
  const client = new pg.Client(running.connection)
  await client.connect()
  const { rows } = await client.query<{ n: string }>('select n from written')
  await client.end()
  await running.stop()
  const there = new Set(rows.map(({ n }) => Number(n)))
  return numbers.filter((n) => !there.has(n)).length
}

/** kill -9 of the program at a moment of its writing, again and again on one data folder. */
const killProgram = async (): Promise<Tally> => {
  const data = newFolder()
  const numbers: number[] = []
  let failedStarts = 0
  let slowestStart = 0
  for (let round = 0; round < rounds; round++) {
    const began = Date.now()
    const program = await startWriter(data)
    try {
      await program.said('ready')
      slowestStart = Math.max(slowestStart, round ? Date.now() - began : 0)
      await wait(200 + ((round * 137) % 800))
    } catch {
      failedStarts++
    }
    program.kill()
    await program.ended
    numbers.push(...acknowledged(program))
  }
  const lost = await missing(data, numbers)
  rmSync(data, { recursive: true, force: true })
  return { what: 'the program', rounds, acknowledged: numbers.length, lost, failedStarts, slowestStart }
}

const postmaster = (data: string) =>
  Number(readFileSync(path.join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

/** kill -9 of PostgreSQL under a program that goes on writing. */
const killPostgres = async (): Promise<Tally> => {
  const data = newFolder()
  const program = await startWriter(data)
  await program.said('wrote')
  let failedStarts = 0
  let slowestStart = 0
  for (let round = 0; round < rounds; round++) {
    await wait(200 + ((round * 137) % 800))
    const before = acknowledged(program).length
    const began = Date.now()
    process.kill(postmaster(data), 'SIGKILL')
    while (acknowledged(program).length < before + 5 && Date.now() - began < 30_000) await wait(10)
    if (acknowledged(program).length < before + 5) failedStarts++
    slowestStart = Math.max(slowestStart, Date.now() - began)
  }
  program.child.kill('SIGTERM')
  await program.ended
  const numbers = acknowledged(program)
  const lost = await missing(data, numbers)
  rmSync(data, { recursive: true, force: true })
  return { what: 'its PostgreSQL', rounds, acknowledged: numbers.length, lost, failedStarts, slowestStart }
}

const lines = (tallies: Tally[]) =>
  tallies
    .map(
      (t) =>
        `| ${t.what} | ${t.rounds} | ${t.acknowledged} | ${t.lost} | ${t.failedStarts} | ${(t.slowestStart / 1000).toFixed(1)} s |`,
    )
    .join('\n')

/** What is left after being killed without warning. */
export const run = async (): Promise<void> => {
  const tallies = [await killProgram(), await killPostgres()]
  const text = `# Killed without warning

Made by \`npm run bench -- durability\`: \`kill -9\` at moments of a program's continuous writing; every row that was acknowledged to it is
looked for afterwards.

| killed | times | rows acknowledged | rows lost | failed starts | slowest way back |
| --- | --- | --- | --- | --- | --- |
${lines(tallies)}
`
  writeFileSync(path.join(root, 'bench/durability.md'), text)
  console.log(text)
  if (tallies.some(({ lost, failedStarts }) => lost || failedStarts)) process.exitCode = 1
}
