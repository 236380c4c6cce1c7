import { expect, test } from 'vitest'
import { type Catalogue, direction, translator } from './messages.ts'
import { accepted, languageFor } from './negotiation.ts'
import { ar } from './problems/ar.ts'
import { en } from './problems/en.ts'

const shelf: Catalogue<'places' | 'plain'> = {
  en: { places: '{count, plural, one {# place} other {# places}}', plain: 'Kind' },
  es: { places: '{count, plural, one {# lugar} other {# lugares}}', plain: 'Amable' },
  ar: { places: '{count, plural, one {مكان} two {مكانان} few {# أماكن} many {# مكانًا} other {# مكان}}', plain: 'لطيف' },
}

test('plural follows the language, not the program', () => {
  expect([1, 2].map((count) => translator('en', shelf)('places', { count }))).toEqual(['1 place', '2 places'])
  expect([1, 2].map((count) => translator('ar', shelf)('places', { count }))).toEqual(['مكان', 'مكانان'])
})

test('a sentence that is in no catalogue is a bug, not an empty page', () => {
  expect(() => translator('en', shelf)('missing' as 'plain')).toThrow('missing')
})

test('the pseudo-language shows what is in no catalogue, and makes all longer', () => {
  const shown = translator('en-XA', shelf)('plain')
  expect(shown).toMatch(/^⟦.*⟧$/u)
  expect(shown.length).toBeGreaterThan('Kind'.length)
})

test('a hostile value stays text', () => {
  const greet: Catalogue<'hello'> = {
    en: { hello: 'Hello {name}' },
    es: { hello: 'Hola {name}' },
    ar: { hello: 'مرحبا {name}' },
  }
  expect(translator('en', greet)('hello', { name: '<b>{x}</b>' })).toBe('Hello <b>{x}</b>')
})

test('Arabic runs from right to left', () => {
  expect(['en', 'es', 'ar', 'ar-EG'].map(direction)).toEqual(['ltr', 'ltr', 'rtl', 'rtl'])
})

test('the address is stronger than the device, the person and the browser', () => {
  const wishes = { address: 'ar', device: 'es', person: 'en', browser: 'es' }
  expect(languageFor(wishes, 'en')).toBe('ar')
  expect(languageFor({ ...wishes, address: 'xx' }, 'en')).toBe('es')
  expect(languageFor({ address: null, device: null, person: null, browser: 'pl, es-MX;q=0.8, en;q=0.2' }, 'en')).toBe(
    'es',
  )
  expect(languageFor({ address: null, device: null, person: null, browser: 'pl' }, 'ar')).toBe('ar')
})

test('nonsense in Accept-Language is no error', () => {
  expect(accepted('en;q=abc, ,;;;,*;q=0, es;q=1')).toEqual(['en', 'es'])
  expect(accepted('a'.repeat(100_000)).length).toBeLessThan(3)
})

test('what can be wrong is said in every language', () => {
  expect(Object.keys(ar)).toEqual(Object.keys(en))
})
