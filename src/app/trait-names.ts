import { type Language, translator } from '#kernel/messages/messages.ts'
import type { MessageKey } from '#slices/directory/messages/en.ts'
import { directorySentences } from '#slices/directory/routes.tsx'
import type { TraitNames } from '#slices/finder/facets/pages.tsx'

/** What the directory calls its needs, and for whom something is. */
export const traitNames: TraitNames = (trait: string, language: Language) => {
  const key = `need_${trait.split(':')[1]}`
  return Object.hasOwn(directorySentences.en, key) ? translator(language, directorySentences)(key as MessageKey) : null
}
