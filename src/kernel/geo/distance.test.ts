import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellsNear, cellsOf } from './cells.ts'
import { boxAround, isPoint, metresBetween, metresPerDegree, type Point, rounded, walkingMinutes } from './distance.ts'
import { keyOf, outcodeIn, outcodeOf, positionIn } from './gazetteer.ts'

const radii = [700, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000]

const point = fc.record({
  lat: fc.double({ min: -89, max: 89, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
})

/** The point that lies so many metres from `from` in a direction (radians from north). */
const away = (from: Point, metres: number, direction: number): Point => {
  const [angle, lat] = [metres / metresPerDegree / (180 / Math.PI), (from.lat * Math.PI) / 180]
  const to = Math.asin(Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(direction))
  const turn = Math.atan2(
    Math.sin(direction) * Math.sin(angle) * Math.cos(lat),
    Math.cos(angle) - Math.sin(lat) * Math.sin(to),
  )
  const lon = from.lon + (turn * 180) / Math.PI
  return { lat: (to * 180) / Math.PI, lon: ((((lon + 180) % 360) + 360) % 360) - 180 }
}

describe('distance', () => {
  test('Sale to Altrincham is about five kilometres, an hour and a quarter on foot', () => {
    const metres = metresBetween({ lat: 53.4246, lon: -2.3239 }, { lat: 53.3874, lon: -2.3486 })
    expect(Math.round(metres / 100)).toBe(44)
    expect(walkingMinutes(metres)).toBe(72)
  })

  test('next door is one minute, never none', () => expect(walkingMinutes(0)).toBe(1))

  test('from one end of the earth to the other', () => {
    expect(Math.round(metresBetween({ lat: 90, lon: 0 }, { lat: -90, lon: 0 }) / 1000)).toBe(20_015)
  })

  test('the box holds the circle, also over the antimeridian and at the poles', () => {
    const inBox = (at: Point, metres: number, direction: number) => {
      const { south, west, north, east } = boxAround(at, metres)
      const to = away(at, metres * 0.999, direction)
      const along = west <= east ? to.lon >= west && to.lon <= east : to.lon >= west || to.lon <= east
      return to.lat >= south - 1e-9 && to.lat <= north + 1e-9 && along
    }
    fc.assert(
      fc.property(point, fc.integer({ min: 1, max: 60_000 }), fc.double({ min: 0, max: 6.28, noNaN: true }), inBox),
    )
  })

  test('a rounded position lies within a hundred metres', () => {
    fc.assert(fc.property(point, (at) => isPoint(rounded(at)) && metresBetween(at, rounded(at)) < 100))
  })
})

describe('cells', () => {
  test('whatever lies within the radius lies in one of the cells near', () => {
    const holds = (at: Point, share: number, direction: number) =>
      radii.every((radius) => {
        const covered = cellsNear(at, radius)
        return cellsOf(away(at, radius * share, direction)).some((cell) => covered.includes(cell))
      })
    const share = fc.double({ min: 0, max: 0.999, noNaN: true })
    fc.assert(fc.property(point, share, fc.double({ min: 0, max: 6.28, noNaN: true }), holds), { numRuns: 2000 })
  })

  test('a circle touches few cells where people live', () => {
    const lived = fc.record({
      lat: fc.double({ min: -70, max: 70, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
    })
    fc.assert(fc.property(lived, (at) => radii.every((radius) => cellsNear(at, radius).length <= 36)))
  })
})

describe('names of places', () => {
  test.each([
    ['M33 7WR', 'm337wr'],
    ['m33-7wr ', 'm337wr'],
    ['Hale  Barns', 'halebarns'],
    ['Málaga', 'malaga'],
    ['\u0000\ud800😀', ''],
  ])('%j is known as %j', (name, key) => expect(keyOf(name)).toBe(key))

  test.each([
    ['m337wr', 'm33'],
    ['wa142pg', 'wa14'],
    ['ec1a1bb', 'ec1a'],
    ['m33', null],
    ['sale', null],
  ])('the first half of %s is %s', (key, outcode) => expect(outcodeOf(key)).toBe(outcode))

  test.each([
    ['M33 7WR', 'm33'],
    ['m33 7', 'm33'],
    ['m337', 'm33'],
    ['M3 3', 'm3'],
    ['m33', null],
    ['Sale', null],
    ['33130', null],
  ])('as far as it was typed, that of «%s» is %s', (typed, outcode) => expect(outcodeIn(typed)).toBe(outcode))

  test.each([
    ['53.42,-2.32', { lat: 53.42, lon: -2.32 }],
    [' 53.42 ; -2.32 ', { lat: 53.42, lon: -2.32 }],
    ['91,0', null],
    ['53', null],
    ['M33', null],
  ])('%s is the position %j', (text, position) => expect(positionIn(text)).toEqual(position))
})
