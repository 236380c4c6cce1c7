/** Where in a JSON value something stands: names of fields, and places in lists. */
export type Path = readonly (string | number)[]

/** What is wrong with a value, and where in it; a clause that goes on after the field's name. */
export interface Wrong {
  at: Path
  what: string
}

/** Looks whether a value has the form that a reader goes by; null where it has. */
export type Shape = (value: unknown) => Wrong | null

const wrong = (what: string): Wrong => ({ at: [], what })

const inside = (step: string | number, found: Wrong | null): Wrong | null =>
  found && { at: [step, ...found.at], what: found.what }

/** Solvers say themselves which numbers they take; here it is only no text, no list, nothing left out. */
export const number: Shape = (value) => (typeof value === 'number' ? null : wrong('is not a number'))
export const text: Shape = (value) => (typeof value === 'string' ? null : wrong('is not a text'))
export const truth: Shape = (value) => (typeof value === 'boolean' ? null : wrong('is neither true nor false'))

export const oneOf =
  (...words: readonly unknown[]): Shape =>
  (value) =>
    words.includes(value) ? null : wrong(`is none of ${words.map((word) => JSON.stringify(word)).join(', ')}`)

export const either =
  (one: Shape, other: Shape): Shape =>
  (value) =>
    one(value) && other(value)

export const listOf =
  (each: Shape): Shape =>
  (value) => {
    if (!Array.isArray(value)) return wrong('is no list')
    for (let i = 0; i < value.length; i++) {
      const found = each(value[i])
      if (found) return inside(i, found)
    }
    return null
  }

/** A list of just so many entries, each of its own form. */
export const row =
  (...columns: readonly Shape[]): Shape =>
  (value) => {
    if (!Array.isArray(value)) return wrong('is no list')
    if (value.length !== columns.length) return wrong(`has ${value.length} entries instead of ${columns.length}`)
    for (let i = 0; i < columns.length; i++) {
      const found = columns[i]!(value[i])
      if (found) return inside(i, found)
    }
    return null
  }

/** An object with these fields, and perhaps those; others are let pass. */
export const fields =
  (needed: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong('is no object with fields')
    const record = value as Record<string, unknown>
    for (const name in needed) {
      if (record[name] === undefined) return wrong(`has no field “${name}”`)
      const found = needed[name]!(record[name])
      if (found) return inside(name, found)
    }
    for (const name in optional) {
      if (record[name] === undefined) continue
      const found = optional[name]!(record[name])
      if (found) return inside(name, found)
    }
    return null
  }

/** An object whose fields have any names. */
export const namedBy =
  (each: Shape): Shape =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong('is no object with fields')
    for (const [name, entry] of Object.entries(value)) {
      const found = each(entry)
      if (found) return inside(name, found)
    }
    return null
  }
