import path from 'node:path'
import type { Availability, GroupsProblem } from '#matching/groups/groups.ts'
import { readJson } from './instances.ts'
import { BadFile } from './number-rows.ts'

/** Applicants as the benchmark's generator writes them: `sl` are the slots in which somebody can come, each with 1 or 2. */
interface CohortsFile {
  G: number
  cap: number
  orgcap?: number
  S: number
  A: { org?: number; sl: Availability[] }[]
}

/** An instance of groups and slots, or the library's own problem as JSON. Throws `BadFile`. */
export const readCohorts = (file: string): GroupsProblem => {
  const found: CohortsFile | GroupsProblem = readJson(file)
  if (found && 'applicants' in found) return found
  if (!Array.isArray(found?.A) || found.A.some((applicant) => !Array.isArray(applicant?.sl))) {
    throw new BadFile(path.basename(file), 1, 'there is no list “A” of applicants, each with a list “sl” of slots')
  }
  return {
    applicants: found.A.map(({ org, sl }) => ({ slots: sl, ...(org !== undefined && { organisation: org }) })),
    slots: found.S,
    groups: found.G,
    size: found.cap,
    ...(found.orgcap !== undefined && { organisationCap: found.orgcap }),
  }
}
