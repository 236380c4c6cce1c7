import { either, fields, listOf, namedBy, number, oneOf, row, type Shape, text, truth } from './json-shapes.ts'

/** The forms of the library's own problems as JSON; what their values may be the library says itself. */

const numbers = listOf(number)
const texts = listOf(text)
const twoNumbers = listOf(row(number, number))
const twoTexts = listOf(row(text, text))
const fitting = listOf(fields({ a: text, b: text, affinity: number }))
const known = {
  candidates: listOf(fields({ a: text, b: text }, { affinity: number })),
  affinities: fitting,
  exclusions: twoTexts,
  forbids: twoTexts,
  met: listOf(fields({ a: text, b: text, ago: number })),
  debt: namedBy(number),
  trio: truth,
}
const round = fields({ pairs: twoTexts, trios: listOf(row(text, text, text)), leftOut: texts })

export const pairsShape: Shape = fields({ people: texts }, { ...known, pins: twoTexts, keep: twoTexts })

export const roundsShape: Shape = fields(
  {
    people: listOf(fields({ id: text }, { from: number, until: number, paused: numbers })),
    rounds: number,
  },
  {
    ...known,
    pins: listOf(fields({ round: number, a: text, b: text })),
    held: listOf(round),
    planned: listOf(round),
  },
)

export const assignmentShape: Shape = fields(
  {
    mentees: number,
    mentors: number,
    candidates: fields({ mentee: numbers, mentor: numbers, weight: numbers }),
    places: numbers,
  },
  {
    wants: numbers,
    least: numbers,
    quotas: listOf(fields({ side: oneOf('mentees', 'mentors'), members: numbers, most: number })),
    keep: fields({ pairs: twoNumbers, bonus: either(number, oneOf('before weight')) }),
    pins: twoNumbers,
    forbids: twoNumbers,
    aim: oneOf('most people', 'most weight'),
    names: fields({ mentees: texts, mentors: texts }),
  },
)

export const groupsShape: Shape = fields(
  {
    applicants: listOf(
      fields(
        { slots: twoNumbers },
        // A value that is not known is null in JSON, as there is no `undefined`.
        { organisation: number, attributes: listOf(either(number, oneOf(null))) },
      ),
    ),
    slots: number,
    groups: number,
    size: number,
  },
  {
    least: number,
    organisationCap: number,
    neverAlone: listOf(fields({ attribute: number, value: number })),
    spread: numbers,
    pins: fields({}, { people: twoNumbers, slots: numbers, together: twoNumbers, apart: twoNumbers }),
    names: texts,
    slotNames: texts,
  },
)

export const shiftsShape: Shape = fields(
  {
    people: number,
    shifts: listOf(fields({ start: number, end: number, need: number })),
    hours: numbers,
    candidates: fields({ person: numbers, shift: numbers, liking: numbers }),
  },
  {
    place: number,
    burden: number,
    pins: twoNumbers,
    forbids: twoNumbers,
    names: fields({ people: texts, shifts: texts }),
  },
)
