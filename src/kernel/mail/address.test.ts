import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressHash, headerLine, mailAddress, UnsafeHeader } from './address.ts'

describe('one mailbox', () => {
  test.each([
    ['maryam@town.example', 'maryam@town.example'],
    ['Maryam.Khan+help@Town.Example', 'Maryam.Khan+help@town.example'],
    ['josé@correo.example', 'josé@correo.example'],
    ['joe@bücher.example', 'joe@xn--bcher-kva.example'],
  ])('%s is one', (given, kept) => expect(mailAddress(given)).toBe(kept))

  test.each([
    '',
    'joe',
    '@town.example',
    'joe@',
    'joe@town',
    'joe@@town.example',
    'joe@town.example,eve@evil.example',
    'joe@town.example eve@evil.example',
    '<joe@town.example>',
    'Joe <joe@town.example>',
    'joe@[127.0.0.1]',
    'joe@127.0.0.1',
    '"joe eve"@town.example',
    'joe..k@town.example',
    '.joe@town.example',
    'joe@-town.example',
    'joe@town.example\r\nBcc: eve@evil.example',
    'joe@town.example\n',
    'joe\u0000@town.example',
    'joe@town.example\u2028',
    `${'j'.repeat(65)}@town.example`,
    `joe@${'t'.repeat(250)}.example`,
  ])('%j is none', (given) => expect(mailAddress(given)).toBeNull())

  test('whatever is taken for an address holds no blank, no line break and one @', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, host) => {
        const address = mailAddress(`${name}@${host}.example`)
        expect(address === null || /^[^\s@<>,;:"()[\]\\]+@[a-z0-9.-]+$/u.test(address)).toBe(true)
      }),
    )
  })

  test('capitals do not make another reader', () => {
    expect(addressHash('Joe@town.example')).toBe(addressHash('joe@town.example'))
  })
})

describe('one line of a header', () => {
  test.each([
    'a\r\nBcc: eve@evil.example',
    'a\nb',
    'a\rb',
    'a\u0000b',
    'a\u000bb',
    'a\u0085b',
    'a\u2028b',
    'a\u2029b',
    'a\ud800b',
  ])('%j is refused', (value) => expect(() => headerLine('subject', value)).toThrow(UnsafeHeader))
  test('any language passes', () => expect(headerLine('subject', 'رسالة لك · café 🧶')).toBe('رسالة لك · café 🧶'))
})
