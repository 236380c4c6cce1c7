import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Sheet } from './blocks.ts'
import { asSeen, linesOf } from './lines.ts'
import { pdfOf } from './pdf.ts'
import { posterOf } from './poster.ts'

const has = (program: string) => spawnSync(program, ['-v']).error === undefined
const readers = ['pdftotext', 'pdftoppm', 'zbarimg'].every(has)

const address = 'https://town.example/services/0190c2f8-6b1a-7c3e-9f00-0123456789ab'
const sheet = (language: string, more: Partial<Sheet> = {}): Sheet => ({
  title: 'Guide',
  language,
  foot: (page, pages) => `${page} / ${pages}`,
  blocks: [
    { as: 'title', text: language === 'ar' ? 'دليل المدينة، 2026' : 'Guide to the town' },
    { as: 'entry', title: 'Kowloon Café – Łódź', lines: ['Ring 0161 912 2000'], small: 'Checked.', address },
  ],
  ...more,
})

const written = async (some: Sheet) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'paper-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = path.join(folder, 'sheet.pdf')
  writeFileSync(file, await pdfOf(some))
  return { file, folder }
}
const textOf = (file: string) => execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })

test('a sheet is tagged and says its language and title', async () => {
  const bytes = Buffer.from(await pdfOf(sheet('es'))).toString('latin1')
  expect(bytes).toContain('/StructTreeRoot')
  expect(bytes).toContain('/Marked true')
  expect(bytes).toContain('/Lang (es)')
  expect(bytes).toContain('/DisplayDocTitle true')
})

test.skipIf(!readers)(
  'an outside reader finds the words, and a camera the address (skipped without poppler-utils and zbar-tools)',
  async () => {
    const { file, folder } = await written(sheet('en'))
    expect(textOf(file)).toMatch(
      /Guide to the town[\s\S]*Kowloon Café – Ł ?ód ?ź[\s\S]*Ring 0161 912 2000[\s\S]*1 ?\/ ?1/u,
    )
    execFileSync('pdftoppm', ['-r', '130', '-gray', '-png', file, path.join(folder, 'page')])
    const picture = readdirSync(folder).find((name) => name.endsWith('.png'))!
    const { stdout } = spawnSync('zbarimg', ['-q', '--raw', path.join(folder, picture)], { encoding: 'utf8' })
    expect(stdout.trim()).toBe(address)
  },
)

test.skipIf(!readers)(
  'contents say on which page each heading stands, in its order (skipped without poppler-utils)',
  async () => {
    const some = (text: string) =>
      [
        { as: 'page', unless: 0.95 },
        { as: 'heading', text },
        { as: 'text', text: 'word '.repeat(900) },
      ] as const
    const { file } = await written(
      sheet('en', { blocks: [{ as: 'contents', title: 'Contents' }, ...some('Bread'), ...some('Salt')] }),
    )
    expect(textOf(file)).toMatch(/Contents\s+Bread\s+2\s+Salt\s+4\s[\s\S]*3 ?\/ ?5\s+Salt/u)
  },
)

test('a text longer than a page goes on, and no page is lost', async () => {
  const words = Array.from({ length: 3_000 }, (_, at) => `word${at}`).join(' ')
  const bytes = Buffer.from(await pdfOf(sheet('en', { large: true, blocks: [{ as: 'text', text: words }] })))
  expect(bytes.toString('latin1').match(/\/Type \/Page\b/gu)!.length).toBeGreaterThan(5)
})

test.each(['', '\u202e', '👩‍👩‍👧', 'ﷺ', 'x'.repeat(500), '漢字'])('no text breaks a sheet: %j', async (text) => {
  expect((await pdfOf(sheet('ar', { blocks: [{ as: 'text', text }] }))).length).toBeGreaterThan(500)
})

const measure = (word: string) => word.length
const seen = (text: string, rtl: boolean, width = 100) =>
  linesOf(text, { width, space: 1, rtl, measure }).map((line) => asSeen(line, rtl).map(({ text: word }) => word))

test('words from the right are turned round, numbers within them are not', () => {
  expect(seen('اتصل 0161 912 2000 اليوم', true)).toEqual([['اليوم', '0161', '912', '2000', 'اتصل']])
  expect(seen('call اتصل بنا now', false)).toEqual([['call', 'بنا', 'اتصل', 'now']])
})

test('a sign after a word of another script stays on its side', () => {
  expect(seen('الأحد: مفتوح', true)).toEqual([['مفتوح', ':', 'الأحد']])
})

test('an English address keeps its order on an Arabic page, within a sentence and alone', () => {
  expect(seen('عند High Street, Sale, M33 اليوم', true)).toEqual([
    ['اليوم', 'High', 'Street', ',', 'Sale', ',', 'M33', 'عند'],
  ])
  expect(seen('Sale · مجاني', true)).toEqual([['مجاني', '·', 'Sale']])
  expect(seen('صفحة 1 من 2 · 21 مايو', true)).toEqual([['مايو', '21', '·', '2', 'من', '1', 'صفحة']])
  expect(seen('Free food, for all.', true)).toEqual([['Free', 'food,', 'for', 'all.']])
})

test('a poster is one page, whatever there is to say', async () => {
  const line = 'Monday, Wednesday and Friday: 10 am to 12 noon and 2 pm to 4 pm. '
  const facts = ['When', 'Where', 'Cost'].map((label) => ({ label, thread: 'sky' as const, lines: [line.repeat(6)] }))
  const words = { top: 'Town', lead: line.repeat(3), facts, call: 'www.a-very-long-name-of-some-charity.example.org' }
  const bytes = await posterOf({ ...words, title: line, language: 'ar', address, addressWords: 'Type', small: [] })
  expect(
    Buffer.from(bytes)
      .toString('latin1')
      .match(/\/Type \/Page\b/gu),
  ).toHaveLength(1)
})

test('brackets open towards what they hold, also around words of the other direction', () => {
  expect(seen('قريب (من M33) هنا', true)).toEqual([['هنا', '(', 'M33', 'من', ')', 'قريب']])
  expect(seen('near (from Sale)', false)).toEqual([['near', '(from', 'Sale)']])
})

test('words wider than the page are cut, and nothing of them is lost', () => {
  const pieces = seen('a'.repeat(25), false, 10).flat()
  expect(pieces.join('')).toBe('a'.repeat(25))
  expect(Math.max(...pieces.map((piece) => piece.length))).toBe(10)
})
