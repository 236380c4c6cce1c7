import { expect, test } from 'vitest'
import { callerAddress, limitKey, trustedRanges } from './address.ts'
import { ownPath } from './answer.ts'
import { codingFor, entityTag, matches } from './answering.ts'
import { comesFromUs, formToken, isFormToken } from './form-token.ts'
import { contentPolicy } from './headers.ts'
import { bodyInput, queryInput, Unreadable } from './input.ts'
import { openLimits } from './limits.ts'

const proxies = trustedRanges(['loopback', '10.0.0.0/8'])

test.each([
  ['nobody is believed who is no proxy of ours', '203.0.113.9', '1.2.3.4', '203.0.113.9'],
  ['a proxy is believed about the one before it', '10.0.0.5', '198.51.100.7', '198.51.100.7'],
  ['but not about what that one claimed', '10.0.0.5', '6.6.6.6, 198.51.100.7', '198.51.100.7'],
  ['a chain of proxies is followed to its end', '127.0.0.1', '198.51.100.7, 10.9.9.9', '198.51.100.7'],
  ['a hop that is no address ends the search', '10.0.0.5', 'evil', '10.0.0.5'],
])('%s', (_, peer, forwarded, caller) => expect(callerAddress(peer, forwarded, proxies)).toBe(caller))

test('a wrong proxy range is named', () => {
  expect(() => trustedRanges(['10.0.0.0/99'])).toThrow('10.0.0.0/99')
})

test('peer 27: one home network is one caller, however its addresses are spelt or rotated', () => {
  const spellings = ['2001:db8:1:2::1', '2001:0DB8:0001:0002:0000:0000:0000:0001', '2001:db8:1:2:ffff::9']
  expect(new Set(spellings.map(limitKey)).size).toBe(1)
  expect(limitKey('2001:db8:1:3::1')).not.toBe(limitKey('2001:db8:1:2::1'))
  expect(limitKey('::ffff:192.0.2.1')).toBe(limitKey('192.0.2.1'))
})

const once = { times: 1, minutes: 1 }

test('five an hour are five at once, and then one each twelve minutes', () => {
  const limits = openLimits()
  const take = (minute: number) => limits.take('a', { times: 5, minutes: 60 }, minute * 60_000).allowed
  expect([0, 0, 0, 0, 0, 0, 11, 13, 13].map(take)).toEqual([true, true, true, true, true, false, false, true, false])
})

test('a bucket empties, says how long to wait, and fills again', () => {
  const limits = openLimits()
  const take = (now: number) => limits.take('a', { times: 3, minutes: 1 }, now)
  expect([take(0), take(0), take(0)].every(({ allowed }) => allowed)).toBe(true)
  expect(take(0)).toEqual({ allowed: false, retryAfter: 20 })
  expect(take(20_000)).toEqual({ allowed: true })
})

test('a clock that jumps back locks nobody out and lets nobody in', () => {
  const limits = openLimits()
  limits.take('a', once, 100_000)
  expect(limits.take('a', once, 40_000).allowed).toBe(false)
})

test('a flood of new callers does not grow the memory', () => {
  const limits = openLimits(10)
  for (let i = 0; i < 1_000; i++) limits.take(`k${i}`, once, 0)
  expect(limits.take('k0', once, 0).allowed).toBe(true)
  expect(limits.take('k999', once, 0).allowed).toBe(false)
})

test.each([
  '//evil.example',
  '/\\evil.example',
  'https:evil.example',
  'https://evil.example',
  '/\t/evil.example',
  '/%0d\n',
  'javascript:alert(1)',
  '/a b',
  '',
  null,
  '@evil',
  '/\u0000',
])('peer 20: a redirect to %j stays here', (wanted) => expect(ownPath(wanted, '/home')).toBe('/home'))

test('a path of ours is kept with its query', () => {
  expect(ownPath('/find?q=food&near=M33', '/')).toBe('/find?q=food&near=M33')
})

test('a form token fits its community, its browser and nothing else', () => {
  const token = formToken('s'.repeat(32), 'trafford', 'mark')
  expect(isFormToken('s'.repeat(32), 'trafford', 'mark', token)).toBe(true)
  expect(isFormToken('s'.repeat(32), 'salford', 'mark', token)).toBe(false)
  expect(isFormToken('s'.repeat(32), 'trafford', 'other', token)).toBe(false)
  expect(isFormToken('s'.repeat(32), 'trafford', 'mark', ['x'])).toBe(false)
})

test.each([
  ['our own page', { origin: 'https://here.example', 'sec-fetch-site': 'same-origin' }, true],
  ['a foreign page', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, false],
  ['a sister site', { origin: 'https://evil.here.example', 'sec-fetch-site': 'same-site' }, false],
  ['an opaque origin', { origin: 'null' }, false],
  ['a program without a browser', {}, true],
])('a post from %s', (_, headers, expected) => {
  expect(comesFromUs(new Headers(headers as Record<string, string>), 'here.example')).toBe(expected)
})

test('inline script needs the nonce, and nobody may frame us', () => {
  const policy = contentPolicy({ nonce: 'abc', secure: true, tiles: 'https://tiles.example/{z}/{x}/{y}.png' })
  expect(policy).toContain(`script-src 'self' 'nonce-abc'`)
  expect(policy).not.toContain('unsafe')
  expect(policy).toContain(`frame-ancestors 'none'`)
  expect(policy).toContain(`img-src 'self' data: https://tiles.example`)
})

test('a map in one file elsewhere may be read by script, one of our own needs no hole', () => {
  const policyWith = (tiles: string) => contentPolicy({ nonce: 'abc', secure: true, tiles })
  expect(policyWith('https://maps.example/town.pmtiles')).toContain(`connect-src 'self' https://maps.example;`)
  expect(policyWith('https://tiles.example/{z}/{x}/{y}.png')).toContain(`connect-src 'self';`)
  expect(policyWith('/map/tiles.pmtiles')).toContain(`img-src 'self' data:;`)
})

test('the tag of a page does not depend on its nonce', () => {
  expect(entityTag('<p n="aaa">', 'aaa')).toBe(entityTag('<p n="bbb">', 'bbb'))
  expect(matches('W/"x", W/"y"', 'W/"y"')).toBe(true)
  expect(matches(null, 'W/"y"')).toBe(false)
})

test.each([
  ['br, gzip', 'br'],
  ['gzip;q=0.5', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['identity', null],
  [null, null],
])('of %j it chooses %j', (accept, coding) => expect(codingFor(accept)).toBe(coding))

const posted = (body: string, type: string) =>
  new Request('http://x/', { method: 'POST', body, headers: { 'content-type': type } })

test('a body that is larger than the route takes is not read to its end', async () => {
  await expect(bodyInput(posted('a'.repeat(2_000), 'application/json'), 1_000)).rejects.toMatchObject({ status: 413 })
})

test.each([
  ['half a JSON', '{"a":', 'application/json', 400],
  ['a list', '[1]', 'application/json', 400],
  ['plain text, which any site may send', 'a=1', 'text/plain', 415],
  ['a broken multipart', 'xx', 'multipart/form-data; boundary=y', 400],
])('%s is refused', async (_, body, type, status) => {
  await expect(bodyInput(posted(body, type), 10_000)).rejects.toBeInstanceOf(Unreadable)
  await expect(bodyInput(posted(body, type), 10_000)).rejects.toMatchObject({ status })
})

test('JSON nested a hundred thousand deep is read or refused, never a crash', async () => {
  const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  await expect(bodyInput(posted(deep, 'application/json'), 1_000_000)).resolves.toHaveProperty('a')
})

test('peer 33: a form of a hundred thousand fields is refused before it can keep anybody waiting', async () => {
  const [form, json] = ['application/x-www-form-urlencoded', 'application/json']
  const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`f${at}`, 1]))
  for (const [body, type] of [
    ['a&'.repeat(130_000), form],
    [JSON.stringify(many), json],
  ] as const)
    await expect(bodyInput(posted(body, type), 1_000_000)).rejects.toMatchObject({ status: 413 })
  await expect(bodyInput(posted('a=1&'.repeat(2_000), form), 1_000_000)).resolves.toEqual({
    a: Array.from({ length: 2_000 }, () => '1'),
  })
})

test('a name that comes twice is a list, and __proto__ is only a name', () => {
  const input = queryInput(new URL('http://x/?a=1&a=2&__proto__=x&lang=es'))
  expect(input.a).toEqual(['1', '2'])
  expect(Object.keys(input)).toContain('__proto__')
  expect(input.lang).toBeUndefined()
})
