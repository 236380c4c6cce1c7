import { expect, test } from 'vitest'
import { base32, keyAddress } from './rules.ts'

test('keys are written as RFC 4648 says', () => {
  const samples = { f: 'MY', fo: 'MZXQ', foo: 'MZXW6', foob: 'MZXW6YQ', fooba: 'MZXW6YTB', foobar: 'MZXW6YTBOI' }
  for (const [text, coded] of Object.entries(samples)) expect(base32(text)).toBe(coded)
})

test('apps read community and address from the QR code, whatever letters are in them', () => {
  const address = new URL(keyAddress('foobar', { community: 'Stretford & Sale', email: 'a+b@town.example' }))
  expect(decodeURIComponent(address.pathname)).toContain('Stretford & Sale:a+b@town.example')
  expect(Object.fromEntries(address.searchParams)).toEqual({
    secret: 'MZXW6YTBOI',
    issuer: 'Stretford & Sale',
    digits: '6',
    period: '30',
  })
})
