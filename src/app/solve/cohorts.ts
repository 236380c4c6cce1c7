import type { Availability, GroupsProblem } from '#matching/groups/groups.ts'
import { readJson } from './instances.ts'
import { fields, listOf, number, row, type Shape } from './json-shapes.ts'
import { groupsShape } from './problem-shapes.ts'

/** Applicants as the benchmark's generator writes them: `sl` are the slots in which somebody can come, each with 1 or 2. */
interface CohortsFile {
  G: number
  cap: number
  orgcap?: number
  S: number
  A: { org?: number; sl: Availability[] }[]
}

const cohortsShape = fields(
  {
    A: listOf(fields({ sl: listOf(row(number, number)) }, { org: number })),
    G: number,
    S: number,
    cap: number,
  },
  { orgcap: number },
)

const shape: Shape = (value) => (isOwn(value) ? groupsShape(value) : cohortsShape(value))

const isOwn = (value: unknown): boolean => typeof value === 'object' && value !== null && 'applicants' in value

/** An instance of groups and slots, or the library's own problem as JSON. Throws `BadFile`. */
export const readCohorts = (file: string): GroupsProblem => {
  const found: CohortsFile | GroupsProblem = readJson(file, shape)
  if ('applicants' in found) return withoutNulls(found)
  return {
    applicants: found.A.map(({ org, sl }) => ({ slots: sl, ...(org !== undefined && { organisation: org }) })),
    slots: found.S,
    groups: found.G,
    size: found.cap,
    ...(found.orgcap !== undefined && { organisationCap: found.orgcap }),
  }
}

const withoutNulls = (problem: GroupsProblem): GroupsProblem => ({
  ...problem,
  applicants: problem.applicants.map((one) =>
    one.attributes ? { ...one, attributes: one.attributes.map((value) => value ?? undefined) } : one,
  ),
})

/** Our name of a field in the file's words. */
export const inCohorts = (file: string) => {
  if (isOwn(readJson(file, shape))) return (field: string) => field
  const words: Record<string, string> = { slots: 'S', groups: 'G', size: 'cap', organisationCap: 'orgcap' }
  return (field: string) =>
    words[field] ?? field.replace('applicants', 'A').replace('.slots', '.sl').replace('.organisation', '.org')
}
