/**
 * Words that are being written, in this tab alone: they outlive a reload and a lost connection, and go with the tab, so that
 * nobody finds them on a shared computer. Beside them stands the form's mark, so that words that did arrive are not posted twice.
 */
export interface Kept {
  text: string
  once: string
}

const key = (action: string) => `talk ${action}`

export const kept = (action: string): Kept | null => {
  try {
    return JSON.parse(sessionStorage.getItem(key(action)) ?? 'null')
  } catch {
    return null
  }
}

export const keep = (action: string, words: Kept | null): void => {
  try {
    if (words?.text.trim()) sessionStorage.setItem(key(action), JSON.stringify(words))
    else sessionStorage.removeItem(key(action))
  } catch {
    // A browser that keeps nothing: the words still stand in the form.
  }
}
