import { randomUUID } from 'node:crypto'
import type { Route } from '#kernel/routes/registry.ts'

/** What a field may take, the likeliest first. */
const candidates = () => [
  undefined,
  '1',
  'yes',
  'no',
  'x',
  'some words that are long enough',
  'editor',
  'hurtful',
  'other',
  randomUUID(),
  '2027-03-01',
  'somebody@elsewhere.example',
  'https://elsewhere.example',
  '12:00',
  '0161 496 0999',
]

interface Shape {
  safeParse: (value: unknown) => { success: boolean }
  options?: unknown
}

const fits = (shape: Shape) => {
  const options = Array.isArray(shape.options) ? shape.options.filter((one) => typeof one === 'string') : []
  // What must be given is given; what may be left out is left out, so that no rule between two fields is broken by chance.
  return [...candidates(), ...options].find((value) => shape.safeParse(value).success)
}

/**
 * A form that the route's own shape takes, so that a test comes past it to what the route really does: a form that does not fit is
 * answered before anybody asks whose thing it is. Null where none was found.
 */
export const fittingForm = ({ input }: Route): Record<string, string> | null => {
  if (!input) return {}
  // What is made of the fields afterwards stands around them.
  let inner: object = input
  while ('in' in inner) inner = inner.in as object
  const shapes = 'shape' in inner ? Object.entries(inner.shape as Record<string, Shape>) : []
  const form = Object.fromEntries(
    shapes.flatMap(([key, shape]) => {
      const value = fits(shape)
      return value === undefined ? [] : [[key, value]]
    }),
  )
  return input.safeParse(form).success ? form : null
}
