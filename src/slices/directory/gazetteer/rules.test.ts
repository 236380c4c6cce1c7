import { describe, expect, test } from 'vitest'
import { neighbourhoodsIn, streetsIn } from './rules.ts'

const at = (title: string, east: number) => ({ title, lat: 53.4, lon: -2.3 + east / 100 })

describe('neighbourhoods that no address names', () => {
  const elsewhere = Array.from({ length: 12 }, (_, n) => at(`Park ${'abcdefghijkl'[n]}`, n * 4))

  test('what begins alike and lies close together is named after its place', () => {
    const hale = ['Hale Library', 'The Hale Golf Club', 'Hale Chapel', 'Friends of Hale Park'].map((title, n) =>
      at(title, n / 5),
    )
    const [named, ...others] = neighbourhoodsIn([...hale, ...elsewhere])
    expect(others).toEqual([])
    expect(named).toMatchObject({ name: 'Hale', key: 'hale', kind: 'district', weight: 4 })
  })

  test('three agree on a lesser place, two on none', () => {
    const moor = ['Sale Moor Library', 'Sale Moor Chapel', 'Sale Moor Club'].map((title, n) => at(title, n / 5))
    expect(neighbourhoodsIn([...moor, ...elsewhere]).find(({ key }) => key === 'salemoor')?.kind).toBe('place')
    expect(neighbourhoodsIn([...moor.slice(1), ...elsewhere])).toEqual([])
  })

  test('what lies all over the town, or is one thing listed often, is no neighbourhood', () => {
    const church = ['Christ Church', 'Christ Chapel', 'Christ Hall', 'Christ School'].map((title, n) =>
      at(title, n * 10),
    )
    const club = ['Bay Club', 'Bay Club', 'Bay Club', 'Bay Club'].map((title, n) => at(title, n / 5))
    expect(neighbourhoodsIn([...church, ...club, ...elsewhere])).toEqual([])
  })
})

describe('streets', () => {
  const house = (street: string | null, east = 0) => ({
    street,
    town: null,
    postcode: null,
    lat: 53.4,
    lon: -2.3 + east / 100,
  })

  test('two houses tell where a street is, with or without a flat', () => {
    expect(streetsIn([house('12 Washway Road'), house('Flat 2, 14-16 Washway Road', 1)])).toMatchObject([
      { name: 'Washway Road', kind: 'place', weight: 2 },
    ])
  })

  test('one house tells nothing, nor does what has no number, nor a name that is all over the town', () => {
    expect(streetsIn([house('12 Elm Road'), house('The Old Hall'), house('The Old Hall'), house(null)])).toEqual([])
    expect(streetsIn([house('1 High Street'), house('2 High Street', 30)])).toEqual([])
  })
})
