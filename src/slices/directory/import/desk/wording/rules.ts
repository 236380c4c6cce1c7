import { en, type ImportKey } from '../messages/en.ts'

interface Sentence {
  key: ImportKey
  pattern: RegExp
  names: string[]
}

/** What is said of files and cells, as the command line says it; the longest first, since some begin like others. */
const sentences: Sentence[] = Object.entries(en)
  .filter(([key]) => /^(wrong_|did_|refused[A-Z])/u.test(key) && !['refusedTitle', 'refusedText'].includes(key))
  .sort(([, a], [, b]) => b.length - a.length)
  .map(([key, words]) => ({
    key: key as ImportKey,
    pattern: new RegExp(
      `^${words
        .split(/\{\w+\}/u)
        .map((part) => part.replace(/[.*+?^$()|[\]\\]/gu, '\\$&'))
        .join('([^]+)')}$`,
      'u',
    ),
    names: Array.from(words.matchAll(/\{(\w+)\}/gu), ([, name]) => name!),
  }))

export interface Said {
  key: ImportKey
  values: Record<string, string>
}

/** Which sentence of the catalogue this is, and what stands in its gaps; null: it is none, and stays as it is. */
export const saidIn = (words: string): Said | null => {
  for (const { key, pattern, names } of sentences) {
    const found = pattern.exec(words)
    if (found) return { key, values: Object.fromEntries(names.map((name, at) => [name, found[at + 1]!])) }
  }
  return null
}
