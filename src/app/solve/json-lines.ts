import type { Path } from './json-shapes.ts'

/**
 * The line of a JSON text on which a value begins, 1 being the first. Where the way to it ends early (a field left out, a
 * list too short), the line of the last value on the way. The text must be JSON; O(length).
 */
export const lineOf = (json: string, path: Path): number => {
  let at = skipBlanks(json, 0)
  for (const step of path) {
    const found = within(json, at, step)
    if (found < 0) break
    at = found
  }
  return json.slice(0, at).split('\n').length
}

/** Where the field or entry of the value that begins at `at` begins; −1 where it has none such. */
const within = (json: string, at: number, step: string | number): number => {
  const isObject = json[at] === '{'
  if (!isObject && json[at] !== '[') return -1
  let next = skipBlanks(json, at + 1)
  for (let i = 0; next < json.length && json[next] !== '}' && json[next] !== ']'; i++) {
    let name: string | number = i
    if (isObject) {
      const end = endOf(json, next)
      name = JSON.parse(json.slice(next, end)) as string
      next = skipBlanks(json, skipBlanks(json, end) + 1)
    }
    if (name === step) return next
    next = skipBlanks(json, endOf(json, next))
    if (json[next] === ',') next = skipBlanks(json, next + 1)
  }
  return -1
}

/** Just behind the value that begins at `at`. */
const endOf = (json: string, at: number): number => {
  if (json[at] === '"') return endOfText(json, at)
  if (json[at] !== '{' && json[at] !== '[') {
    const rest = /[\s,\]}]/g
    rest.lastIndex = at
    return rest.exec(json)?.index ?? json.length
  }
  let depth = 0
  for (let i = at; i < json.length; i++) {
    const mark = json[i]
    if (mark === '"') i = endOfText(json, i) - 1
    else if (mark === '{' || mark === '[') depth++
    else if ((mark === '}' || mark === ']') && --depth === 0) return i + 1
  }
  return json.length
}

const endOfText = (json: string, at: number): number => {
  let i = at + 1
  while (i < json.length && json[i] !== '"') i += json[i] === '\\' ? 2 : 1
  return i + 1
}

const skipBlanks = (json: string, at: number): number => {
  let i = at
  while (i < json.length && /\s/.test(json[i]!)) i++
  return i
}
