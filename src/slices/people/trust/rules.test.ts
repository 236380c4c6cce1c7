import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Role, roles } from '#kernel/session/actor.ts'
import { stateOfCheck } from '../checks/rules.ts'
import { type AgeRule, bandOf, countsAsMinor } from '../guardians/rules.ts'
import { grantable, mayEnd, mayGrant, type TrustedRole } from './access.ts'

const [me, you, mine, other] = ['me', 'you', 'organisation', 'another']
const holding = (role: Role, scope: string | null = null) => ({
  personId: me,
  actedBy: null,
  grants: [{ role, scope }],
})

describe('who may trust whom', () => {
  test.each<[string, Role, string | null, TrustedRole, string | null, boolean]>([
    ['a steward names a moderator', 'steward', null, 'moderator', null, true],
    ['a steward names a steward', 'steward', null, 'steward', null, true],
    ['an admin names an editor at home', 'admin', mine, 'editor', mine, true],
    ['an admin names no editor elsewhere', 'admin', mine, 'editor', other, false],
    ['an admin names no editor of everything', 'admin', mine, 'editor', null, false],
    ['an admin names another admin at home', 'admin', mine, 'admin', mine, true],
    ['an admin names no admin elsewhere', 'admin', mine, 'admin', other, false],
    ['an editor names nobody', 'editor', mine, 'editor', mine, false],
    ['a moderator names nobody', 'moderator', null, 'moderator', null, false],
  ])('%s', (_, own, ownScope, role, scope, expected) =>
    expect(mayGrant(holding(own, ownScope), you, role, scope)).toBe(expected),
  )

  test('peer 23: nobody trusts themselves, and nobody does it in another’s name, whatever they hold', () => {
    for (const own of roles)
      for (const role of grantable.steward) {
        expect(mayGrant(holding(own), me, role, null)).toBe(false)
        expect(mayGrant({ ...holding(own), actedBy: you }, 'third', role, null)).toBe(false)
      }
  })

  test('everybody may lay their own role down', () =>
    expect(mayEnd(holding('host', mine), me, 'host', mine)).toBe(true))
})

const rule: AgeRule = { minimum: 13, unknownIsMinor: false }
const now = new Date('2026-11-21T12:00:00Z')

describe('rule 24: a year of birth becomes a band', () => {
  test.each([
    [2014, 'under_minimum'],
    [2013, 'minor'],
    [2008, 'minor'],
    [2007, 'adult'],
    [1950, 'adult'],
  ])('born in %i: %s', (year, band) => expect(bandOf(year, now, rule)).toBe(band))

  test('nobody who may still be seventeen counts as an adult', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2026 }), fc.integer({ min: 1, max: 365 }), (year, day) => {
        const eighteenth = Date.UTC(year + 18, 0, day)
        if (now.getTime() < eighteenth) expect(bandOf(year, now, rule)).not.toBe('adult')
      }),
    )
  })

  test('whose age nobody knows counts as the community decided', () => {
    expect(countsAsMinor(null, rule)).toBe(false)
    expect(countsAsMinor(null, { unknownIsMinor: true })).toBe(true)
    expect(countsAsMinor('under_minimum', rule)).toBe(true)
  })
})

test.each([
  ['2027-11-21T12:00:00Z', null, 'holds'],
  ['2026-12-20T12:00:00Z', null, 'endsSoon'],
  ['2026-11-21T12:00:00Z', null, 'over'],
  ['2027-11-21T12:00:00Z', '2026-11-21T11:00:00Z', 'ended'],
])('rule 27: a check until %s, ended %s: %s', (until, ended, state) =>
  expect(stateOfCheck({ until: new Date(until), endedAt: ended ? new Date(ended) : null }, now)).toBe(state),
)
