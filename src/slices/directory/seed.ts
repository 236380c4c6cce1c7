import { across, type Community } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { theProgram } from '#kernel/facts/record.ts'
import { loadGazetteer } from '#kernel/geo/gazetteer.ts'
import { refreshWords } from '#slices/finder/commands.ts'
import { importListings } from './commands.ts'
import { learnPlaces } from './gazetteer/commands.ts'
import { inBatches } from './listing/rules.ts'
import { type Trafford, traffordListings } from './trafford/seed.ts'

export interface Loaded extends Pick<Trafford, 'accounts' | 'hours'> {
  inserted: number
  updated: number
  unchanged: number
}

/**
 * Fills a community with the open data of Trafford (`demo/trafford`): again and again with the same result. `progress` hears how
 * many of the batches are written.
 */
export const loadTrafford = async (
  community: Community,
  { progress = () => {}, now = new Date() }: { progress?: (done: number, total: number) => void; now?: Date } = {},
): Promise<Loaded> => {
  const { listings, gazetteer, accounts, hours } = traffordListings()
  const batches = inBatches(listings, 250)
  const loaded = { inserted: 0, updated: 0, unchanged: 0 }
  await inTransaction(across(community.write), (tx) => loadGazetteer(tx, gazetteer))
  for (const [index, batch] of batches.entries()) {
    const written = await importListings(community.write, theProgram, batch, now)
    loaded.inserted += written.inserted
    loaded.updated += written.updated
    loaded.unchanged += written.unchanged
    progress(index + 1, batches.length)
  }
  await refreshWords(across(community.write))
  await learnPlaces(community)
  return { ...loaded, accounts, hours }
}
