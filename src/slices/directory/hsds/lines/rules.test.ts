import { describe, expect, test } from 'vitest'
import { lineReader } from './rules.ts'

const readIn = (text: string, size: number, delimiter = ',') => {
  const read = lineReader(delimiter)
  const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
    text.slice(at * size, (at + 1) * size),
  )
  return [...pieces.flatMap((piece) => read(piece)), ...read('', true)]
}
const cellsIn = (text: string, size = 1000, delimiter = ',') => readIn(text, size, delimiter).map(({ cells }) => cells)

describe('lines of a sheet', () => {
  test.each([
    [
      'plain ones',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'ends of all kinds, mixed',
      'a,b\r\n1,2\n3,4\r5,6',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    [
      'quotes around signs and ends',
      '"a","b"\n"1,1","2\n2"\n',
      [
        ['a', 'b'],
        ['1,1', '2\n2'],
      ],
    ],
    ['quotes in quotes', 'a\n"say ""hi"""\n', [['a'], ['say "hi"']]],
    [
      'quotes that are letters',
      'a,b\n5" pipe,"so "called" it"\n',
      [
        ['a', 'b'],
        ['5" pipe', 'so "called" it'],
      ],
    ],
    [
      'spaces around quotes',
      'a,b\n1, "x, y" \n',
      [
        ['a', 'b'],
        ['1', 'x, y'],
      ],
    ],
    [
      'empty cells and empty lines',
      'a,b\n\n,\n1,\n',
      [
        ['a', 'b'],
        ['', ''],
        ['1', ''],
      ],
    ],
  ])('%s', (_, text, lines) => {
    for (const size of [1, 2, 3, 1000]) expect(cellsIn(text, size)).toEqual(lines)
  })

  test('a quote left open costs its own line and no other', () => {
    const text = 'id,name,town\n1,"Food bank,Sale\n2,"Kitchen, late",Stretford\n3,Hall,Sale\n'
    const wanted = [
      { cells: ['id', 'name', 'town'], line: 1 },
      { cells: ['1', 'Food bank', 'Sale'], line: 2, openQuote: true },
      { cells: ['2', 'Kitchen, late', 'Stretford'], line: 3 },
      { cells: ['3', 'Hall', 'Sale'], line: 4 },
    ]
    for (const size of [1, 7, 1000]) expect(readIn(text, size)).toEqual(wanted)
  })

  test('the last open quote too, and one in the header', () => {
    expect(cellsIn('a,b\n1,"never ends\n2,x\n')).toEqual([
      ['a', 'b'],
      ['1', 'never ends'],
      ['2', 'x'],
    ])
    expect(cellsIn('"a,b\n1,x\n')).toEqual([
      ['a', 'b'],
      ['1', 'x'],
    ])
  })

  test('words in quotes that run over lines stay together, odd quotes or not', () => {
    expect(cellsIn('a,b\n1,"He said "hello" once\nand left"\n2,x\n')).toEqual([
      ['a', 'b'],
      ['1', 'He said "hello" once\nand left'],
      ['2', 'x'],
    ])
  })

  test.each([
    ['a quote of the next line would close it', '1,"Hall,Sale\n2,"Kitchen",Stretford\n', ['1', 'Hall', 'Sale']],
    ['the next line has quotes that are letters', '1,"Hall,Sale\n2,The "late",Sale\n', ['1', 'Hall', 'Sale']],
    ['other quotes of its line are whole', '1,"Hall, old","Sale\n2,x,y\n', ['1', 'Hall, old', 'Sale']],
    ['two are open', '1,"Hall,"the late\n2,x,y\n', ['1', 'Hall', 'the late']],
  ])('a quote is open though %s', (_, text, cells) => {
    for (const size of [1, 5, 1000]) {
      const [, first, second] = readIn(`id,name,town\n${text}`, size)
      expect(first).toEqual({ cells, line: 2, openQuote: true })
      expect(second).toMatchObject({ line: 3, cells: ['2', expect.any(String), expect.any(String)] })
    }
  })

  test.each([
    ['a cell ends with a quote', '1,Pipe 5",x\n2,"two\nlines",5"\n', ['1', 'Pipe 5"', 'x'], ['2', 'two\nlines', '5"']],
    ['words after a comma', '1,"She said, "hi" to us",x\n', ['1', 'She said, "hi" to us', 'x']],
    ['words after a comma, further down', '1,"two\nlines, "so" said",x\n', ['1', 'two\nlines, "so" said', 'x']],
  ])('quotes are letters: %s', (_, text, ...lines) => {
    for (const size of [1, 5, 1000]) expect(cellsIn(`a,b,c\n${text}`, size).slice(1)).toEqual(lines)
  })

  test.each([';', '\t', '|'])('cells may be parted by %j', (sign) => {
    const text = ['a,b', '1,"x,y"', '2,"open', '3, "q" '].join('\n').replaceAll(',', sign)
    expect(readIn(text, 3, sign)).toEqual([
      { cells: ['a', 'b'], line: 1 },
      { cells: ['1', `x${sign}y`], line: 2 },
      { cells: ['2', 'open'], line: 3, openQuote: true },
      { cells: ['3', 'q'], line: 4 },
    ])
  })

  test('a line is counted by its ends, within quotes too', () => {
    expect(readIn('a\n"1\n2\n3"\n4\n', 4).map(({ line }) => line)).toEqual([1, 2, 5])
  })

  test('a thousand open quotes are read in a moment, and an endless line is refused', () => {
    const text = `a,b\n${Array.from({ length: 1000 }, (_, at) => `"${at},"x\n`).join('')}`
    expect(cellsIn(text, 5000)).toHaveLength(1001)
    expect(() => readIn('x'.repeat(9_000_000), 500_000)).toThrow('too long')
  })

  test('what was written well is read as it was, whatever stands in the cells', () => {
    let seed = 7
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % below
    }
    const cell = () =>
      Array.from({ length: random(6) }, () => ['a', ',', '"', '\n', ' ', 'é', '\r\n'][random(7)]).join('')
    for (let at = 0; at < 300; at++) {
      const rows = Array.from({ length: 1 + random(4) }, () => ['x', cell(), cell(), 'y'])
      const quoted = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n')
      expect(cellsIn(quoted, 1 + random(9))).toEqual(rows)
    }
  })
})
