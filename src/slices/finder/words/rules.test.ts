import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, queryTokens, tokensOf } from '../fold/rules.ts'
import { type Known, understand, weightedTokens } from './rules.ts'

describe('words', () => {
  test.each([
    ['accents do not matter', 'Café Niños', ['cafe', 'ninos']],
    ['nor does case or width', 'ＦＯＯＤ Bank', ['food', 'bank']],
    ['a possessive is about its owner', "mum's and women’s", ['mum', 'and', 'women']],
    ['an apostrophe within joins', "don't", ['dont']],
    ['signs only separate', 'step-free/(NHS) & more!', ['step', 'free', 'nhs', 'more']],
    ['Arabic is known without its article, marks and hamzas', 'الطَّعام والأطفال', ['طعام', 'اطفال']],
    ['emoji say nothing', '😀 🍞', []],
  ])('%s', (_, text, tokens) => expect(tokensOf(text)).toEqual(tokens))

  test('folding twice is folding once', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)))
  })

  test('any text gives few short words of letters and digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const tokens = queryTokens(text)
        return tokens.length <= 18 && tokens.every((token) => token.length <= 40 && !/['\\&|!():*<>\s]/u.test(token))
      }),
    )
  })

  test('a megabyte is cut, not chewed', () => expect(queryTokens('food '.repeat(200_000))).toHaveLength(18))
})

test('a word counts where it stands strongest', () => {
  const weighted = weightedTokens({
    subkind: 'food_bank',
    title: 'Bridge Street pantry',
    summary: 'Food for a week',
    organisation: 'Mutual',
    area: 'Sale',
    words: 'pantry nappies',
    taxonomy: [],
    traits: ['has:hearing_loop', 'need:chess'],
  })
  expect(Object.fromEntries(weighted)).toMatchObject({
    pantry: 'A',
    food: 'B',
    mutual: 'B',
    week: 'C',
    sale: 'D',
    nappies: 'D',
    loop: 'D',
  })
})

const known = (part: Partial<Known>): Known => ({ stems: [], begun: [], alike: [], synonyms: [], uses: [], ...part })
const stem = (at: number, lexeme: string, language = 'en') => ({ at, lexeme, language })
const pantry = { meaning: 'food bank', language: 'en', tokens: ['pantry'], lexemes: ['pantri'], finds: true }
const foodBank = {
  meaning: 'food bank',
  language: 'en',
  tokens: ['food', 'bank'],
  lexemes: ['food', 'bank'],
  finds: true,
}
const uses = [
  { lexeme: 'food', uses: 9 },
  { lexeme: 'bank', uses: 4 },
  { lexeme: 'pantri', uses: 2 },
]

describe('what is meant', () => {
  test('a phrase is one thing, with all that means the same; the rarer word stands for it', () => {
    const { wanted } = understand(
      ['food', 'bank'],
      known({ stems: [stem(0, 'food'), stem(1, 'bank')], synonyms: [pantry, foodBank], uses }),
      ['en'],
    )
    expect(wanted).toMatchObject([{ typed: 'food bank', alternatives: [['bank', 'food'], ['pantri']], uses: 6 }])
  })

  test('words that say nothing are left out', () => {
    const { wanted } = understand(['the', 'food'], known({ stems: [stem(0, ''), stem(1, 'food')], uses }), ['en'])
    expect(wanted.map(({ typed }) => typed)).toEqual(['food'])
  })

  test('two little words of another language show that it is spoken; one may be chance', () => {
    const asked = (tokens: string[], little: number[]) =>
      understand(
        tokens,
        known({
          stems: tokens.flatMap((word, at) => [stem(at, word), stem(at, little.includes(at) ? '' : word, 'es')]),
          uses,
        }),
        ['en'],
      ).wanted.map(({ typed }) => typed)
    expect(asked(['comida', 'con', 'la', 'renta'], [1, 2])).toEqual(['comida', 'renta'])
    expect(asked(['la', 'fitness'], [0])).toEqual(['la', 'fitness'])
  })

  test('one little word is none by chance beside a word that we know in its language', () => {
    const banco = { ...pantry, language: 'es', tokens: ['banco', 'de', 'alimentos'], lexemes: ['banc', 'aliment'] }
    const stems = [stem(0, 'alimento'), stem(0, 'aliment', 'es'), stem(1, 'de'), stem(1, '', 'es')]
    const { wanted } = understand(['alimentos', 'de'], known({ stems, synonyms: [banco], uses }), ['en'])
    expect(wanted.map(({ typed }) => typed)).toEqual(['alimentos'])
  })

  test('how somebody asks is left out, but where it is part of a phrase, or all there is', () => {
    const freeFood = { ...foodBank, tokens: ['free', 'food'], lexemes: ['free', 'food'] }
    const asked = (...tokens: string[]) =>
      understand(
        tokens,
        known({ stems: tokens.map((token, at) => stem(at, token)), synonyms: [pantry, freeFood], uses }),
        ['en'],
      ).wanted.map(({ typed }) => typed)
    expect(asked('need', 'food', 'help')).toEqual(['food'])
    expect(asked('need', 'free', 'food')).toEqual(['free food'])
    expect(asked('need', 'help')).toEqual(['need', 'help'])
  })

  test.each([
    ['what says nothing of its own may stand within a phrase', 'become a us citizen', 'become citizen'],
    ['a phrase in one word is the same', 'becomecitizen', 'becomecitizen'],
  ])('%s', (_, typed, taken) => {
    const tokens = typed.split(' ')
    const citizen = { ...pantry, meaning: 'citizen', tokens: ['become', 'citizen'], lexemes: ['becom', 'citizen'] }
    const naturalise = { ...pantry, meaning: 'citizen', tokens: ['naturalise'], lexemes: ['naturalis'] }
    const stems = tokens.map((token, at) => stem(at, token === 'a' ? '' : token.replace(/e$/u, '')))
    const said = [...uses, { lexeme: 'naturalis', uses: 3 }]
    const { wanted } = understand(tokens, known({ stems, synonyms: [citizen, naturalise], uses: said }), ['en'])
    expect(wanted).toMatchObject([{ typed: taken, alternatives: [['naturalis']] }])
  })

  test('of a phrase in which one word is left it counts word for word only', () => {
    const notEating = { ...pantry, meaning: 'anorexia', tokens: ['not', 'eating'], lexemes: ['eat'] }
    const asked = (...tokens: string[]) =>
      understand(
        tokens,
        known({
          stems: tokens.map((token, at) => stem(at, token === 'not' ? '' : token.replace('ing', ''))),
          synonyms: [notEating, { ...pantry, meaning: 'anorexia' }],
          uses,
        }),
        ['en'],
      ).wanted[0]?.alternatives
    expect(asked('not', 'eating')).toEqual([['pantri']])
    expect(asked('healthy', 'eating')).toEqual([['healthy']])
  })

  test('a need that we know tells more than a plain word, and for whom it is tells least', () => {
    const asked = ['pantry', 'kids', 'blue']
    const { wanted } = understand(
      asked,
      known({
        stems: asked.map((token, at) => stem(at, token === 'pantry' ? 'pantri' : token)),
        synonyms: [pantry],
        uses,
      }),
      ['en'],
    )
    const [need, whom, plain] = wanted.map(({ tells }) => tells!)
    expect(need).toBeGreaterThan(plain!)
    expect(plain).toBeGreaterThan(whom!)
  })

  test('of a long story what tells most is looked for', () => {
    const story = [...'abcdefghijk'].map((letter) => `${letter}word`)
    const { wanted } = understand(
      [...story, 'pantry'],
      known({ stems: [...story.map((word, at) => stem(at, word)), stem(11, 'pantri')], synonyms: [pantry], uses }),
      ['en'],
    )
    expect(wanted).toHaveLength(8)
    expect(wanted.at(-1)?.typed).toBe('pantry')
  })

  test('a word of another language is not taken for one of ours with the same stem', () => {
    const compania = { ...pantry, meaning: 'loneliness', language: 'es', tokens: ['compania'], lexemes: ['compani'] }
    const lonely = { ...pantry, meaning: 'loneliness', tokens: ['lonely'], lexemes: ['lone'] }
    const said = [...uses, { lexeme: 'compani', uses: 80 }, { lexeme: 'lone', uses: 3 }]
    const typed = understand(
      ['lonely'],
      known({ stems: [stem(0, 'lone')], synonyms: [lonely, { ...compania, here: null }], uses: said }),
      ['en'],
    )
    expect(typed.wanted[0]?.alternatives).toEqual([['lone']])
    const company = understand(
      ['company'],
      known({ stems: [stem(0, 'compani'), stem(0, 'company', 'es')], synonyms: [lonely, compania], uses: said }),
      ['en'],
    )
    expect(company.wanted[0]?.alternatives).toEqual([['compani']])
  })

  test.each([
    ['daughter', 'laughter'],
    ['half', 'hale'],
    ['natter', 'latter'],
    ['kicking', 'king'],
    ['tonight', 'toni'],
    ['noise', 'nose'],
  ])('«%s» is no slip of «%s»', (typed, word) => {
    const { slips } = understand(
      [typed],
      known({ stems: [stem(0, typed)], alike: [{ at: 0, word, lexeme: word }], uses: [{ lexeme: word, uses: 9 }] }),
      ['en'],
    )
    expect(slips).toEqual([])
  })

  test.each([
    ['helth', 'health'],
    ['alzhiemers', 'alzheimers'],
    ['psycologist', 'psychologist'],
    ['rnet', 'rent'],
    ['ofod', 'food'],
    ['detnal', 'dental'],
  ])('«%s» is a slip of «%s»', (typed, word) => {
    const alike = [
      { at: 0, word: `${word[0]}zzzz`, lexeme: 'z' },
      { at: 0, word, lexeme: word },
    ]
    const { slips } = understand(
      [typed],
      known({ stems: [stem(0, typed)], alike, uses: [{ lexeme: word, uses: 9 }] }),
      ['en'],
    )
    expect(slips).toEqual([{ typed, taken: word }])
  })

  test('only what nobody says is taken for half a word', () => {
    const half = understand(['pant'], known({ stems: [stem(0, 'pant')], begun: ['pantri'], uses }), ['en'])
    expect(half.wanted[0]?.alternatives).toEqual([['pantri']])
    const whole = understand(['food'], known({ stems: [stem(0, 'food')], begun: ['foodbank'], uses }), ['en'])
    expect(whole.wanted[0]?.alternatives).toEqual([['food']])
  })

  test('a slip is put right, and said', () => {
    const { wanted, slips } = understand(
      ['pantrie'],
      known({ stems: [stem(0, 'pantrie')], alike: [{ at: 0, word: 'pantry', lexeme: 'pantri' }], uses }),
      ['en'],
    )
    expect(slips).toEqual([{ typed: 'pantrie', taken: 'pantry' }])
    expect(wanted[0]?.alternatives).toEqual([['pantri']])
  })

  test('what people only type is not looked for in the stead of others', () => {
    const skint = { ...pantry, tokens: ['skint'], lexemes: ['skint'], finds: false }
    const found = understand(
      ['pantry'],
      known({ stems: [stem(0, 'pantri')], synonyms: [pantry, skint], uses: [...uses, { lexeme: 'skint', uses: 1 }] }),
      ['en'],
    )
    expect(found.wanted[0]?.alternatives).toEqual([['pantri']])
  })

  test('a word that nobody knows is still looked for, so that nothing is found for it', () => {
    const { wanted } = understand(['zzqx'], known({ stems: [stem(0, 'zzqx')] }), ['en'])
    expect(wanted).toMatchObject([{ alternatives: [['zzqx']], uses: 0 }])
  })
})
