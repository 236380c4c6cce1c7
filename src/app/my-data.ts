import type { PersonalDataSource } from '#slices/people/mydata/rules.ts'

/** Every part of the program that knows something about people. Export and erasure go through this list, in this order. */
export const personalDataSources: readonly PersonalDataSource[] = []
