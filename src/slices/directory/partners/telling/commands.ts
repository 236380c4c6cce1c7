import { lookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { sql } from 'kysely'
import type { Community } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { isOutside } from '#kernel/net/outside.ts'
import { signatureOf, tryAfter } from '../rules.ts'
import { type ChangeTold, changesBetween, type Listener, listeners } from './queries.ts'

type Reach = (address: string) => boolean

/** Looks a name up and refuses it where any of its addresses is not outside: what was checked is what is connected to. */
const guardedLookup =
  (reach: Reach): LookupFunction =>
  (name, options, answer) =>
    lookup(name, { ...options, all: true }, (error, found) => {
      if (error) return answer(error, '', 0)
      if (!found.length || !found.every(({ address }) => reach(address)))
        return answer(new Error(`${name} leads to an address that is not outside`), '', 0)
      return options.all ? answer(null, found) : answer(null, found[0]!.address, found[0]!.family)
    })

/** POSTs without following anywhere else; true where the other side took it within ten seconds. */
const post = (address: string, body: string, headers: Record<string, string>, reach: Reach): Promise<boolean> =>
  new Promise((resolve) => {
    const url = new URL(address)
    const bare = url.hostname.replace(/^\[|\]$/gu, '')
    // A number needs no looking up, so the look-up cannot refuse it.
    if (/^[\d.]+$|:/u.test(bare) && !reach(bare)) return resolve(false)
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      lookup: guardedLookup(reach),
      signal: AbortSignal.timeout(10_000),
      agent: false as const,
    }
    const request = (url.protocol === 'https:' ? https : http).request(url, options, (response) => {
      response.destroy()
      resolve((response.statusCode ?? 500) >= 200 && (response.statusCode ?? 500) < 300)
    })
    request.on('error', () => resolve(false))
    request.end(body)
  })

const toldTo = async (listener: Listener, changes: ChangeTold[], now: Date, reach: Reach): Promise<boolean> => {
  const [id, timestamp] = [newId(), Math.floor(now.getTime() / 1000)]
  const body = JSON.stringify({ type: 'directory.changed', timestamp: now.toISOString(), data: { changes } })
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Wellmet',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatureOf(listener.hash, id, timestamp, body),
  }
  return post(listener.url, body, headers, reach)
}

/**
 * Tells each listening program which records changed since it was last told. What it does not take is told again later, at growing
 * distances; nothing is lost meanwhile, since its place in time stays. Returns how many were told.
 */
export const tellPartners = async (community: Community, now: Date, reach: Reach = isOutside): Promise<number> => {
  let told = 0
  for (const listener of await listeners(community.read, now)) {
    const { changes, last } = await changesBetween(community.read, listener.toldUntil, now)
    if (last === null) continue
    const taken = await toldTo(listener, changes, now, reach)
    const rest = community.write.updateTable('partner_key').where('id', '=', listener.id)
    if (taken) {
      await rest
        .set({ told_until: sql<Date>`${last}::timestamptz`, failures: 0, failing_since: null, try_at: now })
        .execute()
      told++
    } else {
      await rest
        .set((key) => ({
          failures: listener.failures + 1,
          failing_since: key.fn.coalesce('failing_since', key.val(now)),
          try_at: tryAfter(listener.failures + 1, now),
        }))
        .execute()
    }
  }
  return told
}
