import fc from 'fast-check'
import { expect, test } from 'vitest'
import { id, line, text, ticked } from './text.ts'

const name = line({ max: 40, min: 1 })
const story = text({ max: 1_000 })
const refused = (shape: typeof name, value: unknown) => !shape.safeParse(value).success

test.each([
  ['NUL', 'a\u0000b'],
  ['a lone surrogate', 'a\ud800b'],
  ['an escape', 'a\u001bb'],
  ['a right-to-left override', 'abc\u202Etxt'],
  ['a line break', 'Subject\r\nBcc: x@example.org'],
  ['a Unicode line separator', 'a\u2028b'],
  ['nothing but space', ' \u00a0 '],
  ['a list', ['a']],
  ['a number', 7],
])('a name does not take %s', (_, value) => expect(refused(name, value)).toBe(true))

test('text is kept in NFC, trimmed, with plain line ends', () => {
  expect(story.parse('  cafe\u0301\r\nnext ')).toBe('café\nnext')
})

test('a word of a megabyte is refused before anything else looks at it', () => {
  expect(story.safeParse('a'.repeat(1_000_000)).error?.issues[0]?.message).toBe('tooLong')
})

test('whatever passes is well formed and within its length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (value) => {
      const parsed = name.safeParse(value)
      if (!parsed.success) return true
      return parsed.data.isWellFormed() && parsed.data.length <= 40 && !/[\r\n\u0000]/u.test(parsed.data)
    }),
  )
})

test('joiners and emoji, which people need, are kept', () => {
  expect(name.parse('👩‍👧 Zoë')).toBe('👩‍👧 Zoë')
})

test('ids have one spelling', () => {
  expect(id.safeParse('0190c2f8-6b1a-7c3e-9f00-0123456789ab').success).toBe(true)
  for (const bad of ['0190C2F8-6B1A-7C3E-9F00-0123456789AB', '1', '../etc', "0' or 1=1"])
    expect(id.safeParse(bad).success).toBe(false)
})

test('a box that is not sent is not ticked', () => {
  expect([undefined, '', '1', 'on', '0'].map((value) => ticked.parse(value))).toEqual([false, false, true, true, false])
})

test.each([
  ['\u200b', null],
  ['\u3164\u200d', null],
  ['He\u200dlen\u200b', 'Helen'],
  ['1\u200d2\u2060', '12'],
  ['مي\u200cخواهم', 'مي\u200cخواهم'],
  ['👩\u200d🌾', '👩\u200d🌾'],
  ['क्\u200dष', 'क्\u200dष'],
])('a name is what is seen of it: %j', (typed, seen) => {
  const read = line({ min: 1, max: 120 }).safeParse(typed)
  expect(read.success ? read.data : null).toBe(seen)
})

test('a tower of marks is no name, and the marks of real languages are', () => {
  expect(line({ max: 120 }).safeParse(`a${'\u0301'.repeat(20)}`).success).toBe(false)
  for (const name of ['Nguyễn Thị Ánh', 'שָׁלוֹם', 'ภูมิใจ', 'ကျွန်ုပ်', 'རྡོ་རྗེ'])
    expect([name, line({ max: 120 }).safeParse(name).success]).toEqual([name, true])
})
