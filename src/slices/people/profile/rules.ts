/** Who may see an answer. «My groups» are those that both belong to; confidential circles are never among them. */
export const audiences = ['nobody', 'groups', 'members', 'everyone'] as const
export type Audience = (typeof audiences)[number]

/** Every question of the profile, in the order of the form. None of them must be answered. */
export const profileFields = [
  'pronouns',
  'languages',
  'neighbourhood',
  'about',
  'interests',
  'offer',
  'wish',
  'phone',
  'address',
  'birth_year',
] as const
export type ProfileField = (typeof profileFields)[number]

/** What could lead a stranger to somebody's door starts at nobody; where one lives, even roughly, starts at one's groups. */
export const firstAudience = (field: ProfileField): Audience => {
  if (field === 'phone' || field === 'address' || field === 'birth_year') return 'nobody'
  return field === 'neighbourhood' ? 'groups' : 'members'
}

/** What the members' search looks into. Never a number, an address or a year: a search must not confirm a guess. */
export const searchedFields = [
  'languages',
  'neighbourhood',
  'about',
  'interests',
  'offer',
  'wish',
] as const satisfies readonly ProfileField[]

/** Answers that are several words, shown one by one. */
export const listFields: readonly ProfileField[] = ['languages', 'interests']

/** `gardening,  Chess ,chess` → `['gardening', 'Chess']`: each once, as first written. */
export const wordsIn = (text: string): string[] => {
  const words = new Map<string, string>()
  for (const word of text.split(/[,;،؛\n]/u).map((part) => part.trim())) {
    if (word && !words.has(word.toLowerCase())) words.set(word.toLowerCase(), word)
  }
  return [...words.values()]
}

/** Others see ten years instead of one: `[30, 39]`. */
export const ageBand = (birthYear: number, now: Date): [from: number, to: number] => {
  const from = Math.floor((now.getUTCFullYear() - birthYear) / 10) * 10
  return [Math.max(0, from), Math.max(0, from) + 9]
}
