import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seesOthers } from '#kernel/session/actor.ts'
import { browserFrom, passwordProblem } from './rules.ts'

test.each([
  ['short', 'passwordTooShort'],
  ['1234567', 'passwordTooShort'],
  ['👩‍👩', 'passwordTooShort'],
  ['x'.repeat(129), 'passwordTooLong'],
  ['password', 'passwordTooCommon'],
  ['PASSWORD', 'passwordTooCommon'],
  ['baseball', 'passwordTooCommon'],
  ['aaaaaaaaaaaa', 'passwordTooCommon'],
  ['maryam@town.example', 'passwordIsYou'],
  ['Maryam Begum', 'passwordIsYou'],
  ['maryam-begum', 'passwordIsYou'],
  ['kettle and two cups', null],
  ['ñandúes en el río', null],
  ['كلمات كثيرة معًا', null],
] as const)('a new password «%s»: %s', (password, problem) => {
  expect(passwordProblem(password, { email: 'maryam@town.example', name: 'Maryam Begum' })).toBe(problem)
})

test('no rule asks for digits, capitals or signs: any long text that is not common will do', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 16, maxLength: 60 }), (text) => {
      fc.pre(new Set(text).size > 2)
      return passwordProblem(text, { email: 'a@b.example', name: 'A' }) === null
    }),
  )
})

test('whoever sees what others keep to themselves needs a second step', () => {
  const grant = (role: Parameters<typeof seesOthers>[0][number]['role']) => [{ role, scope: null }]
  expect(
    (['steward', 'safeguarding', 'moderator', 'navigator', 'admin'] as const).map((role) => seesOthers(grant(role))),
  ).toEqual(Array(5).fill(true))
  expect((['member', 'host', 'editor'] as const).map((role) => seesOthers(grant(role)))).toEqual([false, false, false])
  expect(seesOthers([])).toBe(false)
})

test.each([
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36', 'Chrome', 'Android'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1',
    'Safari',
    'iPhone',
  ],
  ['Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge', 'Windows'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Linux'],
  ['curl/8', '', ''],
  [null, '', ''],
])('the browser that calls itself %s is %s on %s', (userAgent, program, system) => {
  expect(browserFrom(userAgent)).toEqual({ program, system })
})
