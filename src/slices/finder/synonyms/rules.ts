interface Words {
  meaning: string
  phrases: readonly { phrase: string }[]
}

export const firstLetter = (text: string): string => ([...text.trim()][0] ?? '').toLocaleUpperCase()

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** Does a meaning or one of its phrases hold this text, whatever its accents and capitals? */
export const isIn = ({ meaning, phrases }: Words, text: string): boolean =>
  [meaning, ...phrases.map(({ phrase }) => phrase)].some((one) => folded(one).includes(folded(text.trim())))
