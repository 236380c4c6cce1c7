import { describe, expect, test } from 'vitest'
import { attempts } from './rules.ts'

describe('what we try in turn', () => {
  test('only what was asked for, where nothing can be left out', () => {
    expect(attempts({ words: 1, filters: [], placed: false })).toEqual([{ words: 'all', filters: [] }])
  })

  test('first one filter less, then all, then other words, then none', () => {
    expect(attempts({ words: 2, filters: ['open', 'free'], placed: true })).toEqual([
      { words: 'all', filters: [] },
      { words: 'all', filters: ['open'] },
      { words: 'all', filters: ['free'] },
      { words: 'all', filters: ['open', 'free'] },
      { words: 'any', filters: [] },
      { words: 'any', filters: ['open', 'free'] },
      { words: 'none', filters: [] },
      { words: 'none', filters: ['open', 'free'] },
    ])
  })

  test('near a place there is always something to show', () => {
    expect(attempts({ words: 1, filters: [], placed: true }).at(-1)).toEqual({ words: 'none', filters: [] })
  })
})
