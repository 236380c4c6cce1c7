import { expect, test } from 'vitest'
import { keyIn, signatureOf, tryAfter } from './rules.ts'

test('only a whole key is one', () => {
  const key = `wellmet_${'a'.repeat(43)}`
  expect(keyIn(`Bearer ${key}`)).toBe(key)
  for (const header of [null, '', key, `Bearer ${key}x`, `bearer ${key}`, 'Bearer wellmet_', `Basic ${key}`])
    expect(keyIn(header)).toBeNull()
})

test('a signature hangs on each part', () => {
  const signed = signatureOf('k', 'id', 1, 'body')
  expect(signed).toMatch(/^v1,[\w+/]{43}=$/u)
  for (const other of [
    signatureOf('l', 'id', 1, 'body'),
    signatureOf('k', 'ie', 1, 'body'),
    signatureOf('k', 'id', 2, 'body'),
    signatureOf('k', 'id', 1, 'bodz'),
  ])
    expect(other).not.toBe(signed)
})

test('waits twice as long each time, at most six hours', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  expect(tryAfter(1, now).toISOString()).toBe('2026-11-21T12:02:00.000Z')
  expect(tryAfter(30, now).toISOString()).toBe('2026-11-21T18:00:00.000Z')
})
