import { freshnessData } from '#slices/directory/freshness/mydata/queries.ts'
import { talkClocks, talkData } from '#slices/groups/conversation/mydata/commands.ts'
import { groupClocks, groupData } from '#slices/groups/mydata/commands.ts'
import { organisationClocks, organisationData } from '#slices/organisations/mydata/commands.ts'
import { peopleClocks, peopleData } from '#slices/people/mydata/commands.ts'
import type { Exempt, PersonalDataSource, RetentionKind } from '#slices/people/mydata/rules.ts'
import { trustClocks, trustData } from '#slices/people/mydata/trust/commands.ts'
import { safetyData } from './reporting/my-data.ts'

/** Every part of the program that knows something about people. Export and erasure go through this list, in this order. */
export const personalDataSources: readonly PersonalDataSource[] = [
  ...trustData,
  ...peopleData,
  safetyData,
  talkData,
  groupData,
  freshnessData,
  organisationData,
]

/** Every kind of data that goes by itself, shown on «your data» and forgotten each night. */
export const retentionKinds: readonly RetentionKind[] = [
  ...peopleClocks,
  ...trustClocks,
  ...talkClocks,
  ...groupClocks,
  ...organisationClocks,
]

/** Tables with personal columns that are neither exported nor erased by a source, and why that is right. */
export const heldBack: Exempt = {
  sign_in_try: 'a keyed hash that leads to nobody without the key of the installation; gone after a day',
  parked_job: 'ids and an error for whoever runs the machine; gone after ninety days',
  file: 'a picture goes with its last use, which the thing that it belongs to ends',
  file_use: 'kept and ended by the thing that the picture belongs to',
  report_evidence:
    'sealed for whoever judges the report, hidden from everybody else; goes some days after the decision',
  secret_opening: 'who has a confidential address open, for some minutes; that they opened it stands among their deeds',
  account: 'a password that nobody can read, and nothing else; goes with the account',
  two_factor: 'the sealed key of the second step, and nothing else; goes with the account',
  used_code: 'which code of the second step was used, for a day; goes with the account',
  erased_person: 'the id of somebody who is gone; named on the page about erasure',
}
