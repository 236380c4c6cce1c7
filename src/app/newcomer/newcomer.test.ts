import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedListings } from '#test/listings.ts'
import { type Town, town } from '#test/town.ts'

let here: Town
beforeAll(async () => {
  here = await town({ unlimited: true })
  await seedListings(here, new Date())
})
afterAll(() => here.stop())

const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined

const pack = async (query: string) => {
  const answer = await (await here.as(null)).get(`/newcomer.pdf?${query}`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  return Buffer.from(await answer.arrayBuffer())
}

const wordsOf = (bytes: Buffer) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'pack-'))
  try {
    const file = path.join(folder, 'pack.pdf')
    writeFileSync(file, bytes)
    return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('the pack has two pages, in each language', async () => {
  for (const language of ['en', 'es', 'ar']) {
    const bytes = await pack(`lang=${language}`)
    expect(bytes.toString('latin1').match(/\/Type \/Page\b/gu)).toHaveLength(2)
  }
})

test.skipIf(!hasPoppler)('says where to go, how to ask, and what to ring (skipped without poppler-utils)', async () => {
  const words = wordsOf(await pack('near=nowhere-at-all'))
  for (const said of ['Sale Library', 'How to ask for help', 'When it cannot wait', 'Samaritans'])
    expect(words).toContain(said)
})

test('nothing secret is in it, and any request gives a pack', async () => {
  for (const query of ['near=%00', `near=${'x'.repeat(500)}`, 'large=1&near=53.4,-2.3'])
    expect((await (await here.as(null)).get(`/newcomer.pdf?${query}`)).status).toBeLessThan(500)
})
