import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import IntlMessageFormat from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { ladder } from '#app/slices.ts'
import { root } from '#kernel/config/root.ts'
// @ts-expect-error a script without types: it also runs before anything is installed
import { checkRules } from '../scripts/rules.mjs'

const files = (...patterns: string[]) => globSync(patterns, { cwd: root }).sort()
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8')

describe('storeys, ladder and faces', () => {
  test('hold in the program', () => {
    expect(checkRules(['src']).text).toContain('no dependency violations found')
  }, 60_000)

  test('each rule catches the violation that is planted for it', () => {
    const { ok, text } = checkRules(['test/planted']) as { ok: boolean; text: string }
    expect(ok).toBe(false)
    const planted = {
      'kernel-knows-nobody': 'kernel/routes/knows-app.js',
      'ui-knows-only-preact': 'ui/knows-kernel.js',
      'matching-is-pure': 'matching/reads-files.js',
      'slices-below-app': 'slices/people/knows-app.js',
      'ladder-people': 'slices/people/climbs.js',
      'ladder-finder': 'slices/finder/climbs-for-a-type.js',
      'faces-only': 'slices/directory/looks-behind-the-face.js',
      'actors-are-minted-by-sessions': 'slices/places/forges-an-actor.js',
      'rules-are-pure': 'slices/places/rules.js',
      'pages-ask-nothing': 'slices/places/pages.js',
      'no-circles': 'slices/places/circle-a.js',
      'no-orphans': 'kernel/routes/lonely.js',
    }
    for (const [rule, file] of Object.entries(planted))
      expect(text).toMatch(new RegExp(`error ${rule}: [^\\n]*${file}`, 'u'))
  }, 60_000)
})

/** A slice's files come from a closed list, so that a reader finds the room by its name. */
const vocabulary =
  /^(about\.md|tables\.ts|fields\.ts|rules\.ts|access\.ts|queries\.ts|commands\.ts|facts\.ts|reactions\.ts|pages\.tsx|mails\.tsx|routes\.tsx?|seed\.ts|[\w-]+\.css|[\w-]+\.test\.tsx?|tables\.test-d\.ts|migrations\/\d{4}-\d\d-\d\d-[\w-]+\.sql|messages\/(en|es|ar|catalogue)\.ts|client\/(parts\/)?[\w-]+\.ts|[\w-]+\.json)$/u

const outside = (names: string[]) =>
  names.filter((name) => {
    const inSlice = name.replace(/^src\/slices\/[^/]+\//u, '')
    const inRoom = inSlice.replace(/^(?:(?!messages\/|migrations\/|client\/)[a-z][\w-]*\/)*/u, '')
    return !vocabulary.test(inRoom)
  })

describe('a slice’s files', () => {
  test('have names from the closed list (docs/STYLE.md); a new sub-capability is a sub-folder with the same names', () => {
    expect(outside(files('src/slices/**/*.*'))).toEqual([])
  })

  test('a planted name is caught', () => {
    expect(
      outside(['src/slices/places/helpers.ts', 'src/slices/places/map/utils.tsx', 'src/slices/places/queries.ts']),
    ).toHaveLength(2)
  })

  test('stand on the ladder, each with a page that says what it is about', () => {
    const slices = [...new Set(files('src/slices/*/*').map((name) => name.split('/')[2]!))]
    for (const slice of slices) {
      expect(Object.keys(ladder)).toContain(slice)
      expect(textOf(`src/slices/${slice}/about.md`).trim().length).toBeGreaterThan(80)
    }
  })
})

const emptyNames = /\/(utils?|helpers?|common|misc|manager|service|types|constants|index)\.(ts|tsx)$/u

test('no file has a name that says nothing', () => {
  expect(files('src/**/*.{ts,tsx}').filter((name) => emptyNames.test(name))).toEqual([])
  expect(emptyNames.test('src/kernel/utils.ts')).toBe(true)
})

/** A file of more than 400 lines is two rooms. Word lists and shapes made by scripts are data. */
const tooLong = (names: string[], lines: (name: string) => number) => names.filter((name) => lines(name) > 400)

test('no file is longer than a sitting', () => {
  const sources = files('src/**/*.{ts,tsx}').filter((name) => !/\/messages\/|icon-shapes/u.test(name))
  expect(tooLong(sources, (name) => textOf(name).split('\n').length)).toEqual([])
  expect(tooLong(['x.ts'], () => 401)).toEqual(['x.ts'])
})

const leftOver = /\b(TODO|FIXME|XXX)\b|\.(skip|only)\(|@ts-(ignore|nocheck)|\bas any\b(?=[);,.\]>]|$)/mu

test('nothing is left over', () => {
  const sources = files('src/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}').filter(
    (name) => !name.startsWith('test/planted') && name !== 'test/structure.test.ts',
  )
  expect(sources.filter((name) => leftOver.test(textOf(name)))).toEqual([])
  for (const planted of ['// TODO later', 'const x = (y as any).z', 'test.only(1)'])
    expect(leftOver.test(planted)).toBe(true)
  expect(leftOver.test('// the same as any other')).toBe(false)
})

/** Migrations speak of Citus' limits: no triggers, no foreign keys into another schema, and extensions by their schema. */
const unportable =
  /\bcreate\s+(or\s+replace\s+)?(constraint\s+)?trigger\b|\breferences\s+(wellmet|public|graphile_worker)\./iu

test('migrations of communities keep to what spreads over many machines', () => {
  expect(files('src/**/migrations/*.sql').filter((name) => unportable.test(textOf(name)))).toEqual([])
  expect(unportable.test('create trigger x before insert on y')).toBe(true)
})

/** A piece of a parsed ICU sentence, as far as we look into it. */
interface Part {
  type: number
  value?: unknown
  options?: Record<string, { value: Part[] }>
}
const literal = 0
const pound = 7

/** Names of the values in a sentence, as ICU reads it, plural forms included. */
const argumentsOf = (sentence: string): string[] => {
  const names = new Set<string>()
  const walk = (parts: Part[]) => {
    for (const part of parts) {
      if (part.type !== literal && part.type !== pound) names.add(String(part.value))
      for (const option of Object.values(part.options ?? {})) walk(option.value)
    }
  }
  walk(new IntlMessageFormat(sentence, 'en', undefined, { ignoreTag: true }).getAst() as Part[])
  return [...names].sort()
}

describe('sentences', () => {
  const catalogues = files('src/**/messages/**/en.ts')

  test.each(catalogues)('%s is whole in every language, with the same values', async (file) => {
    const load = async (language: string) => {
      const module = (await import(path.join(root, file.replace(/en\.ts$/u, `${language}.ts`)))) as Record<
        string,
        Record<string, string>
      >
      return module[language]!
    }
    const [en, es, ar] = [await load('en'), await load('es'), await load('ar')]
    for (const other of [es, ar]) {
      expect(Object.keys(other).sort()).toEqual(Object.keys(en).sort())
      for (const [key, sentence] of Object.entries(en)) {
        expect([key, argumentsOf(other[key]!)]).toEqual([key, argumentsOf(sentence)])
      }
    }
  })

  const formal = (spanish: string) =>
    /\busted(es)?\b|(^|[.:?] )(Escriba|Elija|Pulse|Haga|Díganos|Mire|Pruebe|Guarde|Llame|Vuelva|Compruebe)\b/u.test(
      spanish,
    )

  test.each(catalogues)(
    '%s says tú in Spanish, as everywhere: a page that changes its manner sounds like two people',
    async (file) => {
      const module = (await import(path.join(root, file.replace(/en\.ts$/u, 'es.ts')))) as {
        es: Record<string, string>
      }
      expect(Object.entries(module.es).filter(([, sentence]) => formal(sentence))).toEqual([])
    },
  )

  test('a formal sentence is caught', () => {
    expect(['Escriba su nombre.', '¿Fue usted?', 'Escribe tu nombre.'].map(formal)).toEqual([true, true, false])
  })

  test('a missing value is caught', () => {
    expect(argumentsOf('Open till {time}')).not.toEqual(argumentsOf('Abierto'))
  })
})
