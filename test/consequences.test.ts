import { globSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { reactions, schedule } from '#app/reactions.ts'
import { root } from '#kernel/config/root.ts'
import { looseEnds } from '#kernel/facts/answered.ts'
import { type Fact, fact, reaction } from '#kernel/facts/facts.ts'

const isFact = (value: unknown): value is Fact =>
  typeof value === 'object' && value !== null && 'auditOnly' in value && 'shape' in value

/** Every fact that any part of the program declares. */
const allFacts = async (): Promise<Fact[]> => {
  const files = globSync('src/{kernel,slices,app}/**/facts.ts', { cwd: root })
  const modules = await Promise.all(
    files.map((file) => import(path.join(root, file)) as Promise<Record<string, unknown>>),
  )
  return modules.flatMap((module) => Object.values(module)).filter(isFact)
}

describe('facts and their consequences', () => {
  test('each fact is answered or for the record alone', async () => {
    const facts = await allFacts()
    expect(facts.length).toBeGreaterThan(5)
    expect(looseEnds(facts, reactions)).toEqual([])
  })

  test('nothing by the clock is listed twice', () => {
    const names = schedule.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  test('facts hold ids and numbers: no field is named like a person’s words', async () => {
    const fields = (await allFacts()).flatMap(({ name, shape }) =>
      shape instanceof z.ZodObject ? Object.keys(shape.shape).map((field) => `${name}.${field}`) : [],
    )
    expect(fields.filter((field) => /\.(name|email|address|text|title|phone|message|note)$/iu.test(field))).toEqual([])
  })

  describe('planted', () => {
    const Answered = fact('planted.Answered', z.strictObject({}))
    const answer = reaction('planted.answer', Answered, async () => {})
    const Forgotten = fact('planted.Forgotten', z.strictObject({}))
    const Quiet = fact('planted.Quiet', z.strictObject({}), { auditOnly: true })

    test('a fact that nobody answers is found', () => {
      expect(looseEnds([Answered, Forgotten], [answer])).toEqual([
        'planted.Forgotten: nothing follows. Give it a place in src/app/reactions.ts, or mark it auditOnly.',
      ])
    })

    test('a reaction that never runs is found', () => {
      expect(looseEnds([Answered, Quiet], [answer, reaction('planted.hush', Quiet, async () => {})])).toEqual([
        'planted.hush: never runs, because planted.Quiet is auditOnly.',
      ])
    })

    test('names that are used twice are found', () => {
      expect(looseEnds([Answered, Answered], [answer, answer])).toEqual([
        'planted.Answered: two facts have this name.',
        'planted.answer: two reactions have this name, so one of them would never run.',
      ])
    })
  })
})
