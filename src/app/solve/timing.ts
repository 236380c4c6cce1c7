import { pathToFileURL } from 'node:url'

/** How long somebody gives a solver, in seconds (null: as long as it usually takes), and where the prover's program lies. */
export interface Time {
  seconds: number | null
  prover?: string
}

/** The share of the time that an exact search has; the rest is for a plan made at once where it did not come to an end. */
const SHARE_OF_EXACT = 0.85
/** What making a plan at once takes, in seconds for each pair that could be: sorting, mostly. */
const AT_ONCE = 4e-7

/** A clock for the exact solvers, to be made when they begin: whether to stop and hand over a plan made at once instead. */
export const exactUntil = ({ seconds }: Time, size: number): (() => boolean) | undefined => {
  if (seconds === null) return undefined
  const ends = performance.now() + 1000 * (SHARE_OF_EXACT * seconds - AT_ONCE * size)
  return () => performance.now() >= ends
}

/** Up to so many availabilities the proof is most of the work, beyond it the search. */
const PROVABLE_TIMES = 4_000
/** Own proof before HiGHS, in the library's units, where nobody says how long it may take. */
const OWN_PROOF = 3

/** To start HiGHS takes half a second by itself. */
export const leavesTimeForHighs = (seconds: number | null) => seconds === null || seconds >= 1

export const groupsTime = ({ seconds, prover }: Time, size: number) => {
  const worker = proverProgram(prover)
  const small = size <= PROVABLE_TIMES
  if (seconds === null) return { proof: small ? OWN_PROOF : 1, seconds: PROOF, worker }
  const began = performance.now()
  const shares = small ? { searching: 0.06, proving: 0.6 } : { searching: 0.85, proving: 0.98 }
  return {
    effort: Math.max(1, Math.ceil(16 * seconds)),
    proof: Number.POSITIVE_INFINITY,
    until: (doing: 'searching' | 'proving') => performance.now() - began >= 1000 * seconds * shares[doing],
    seconds: Math.max(0.1, 0.4 * seconds - 1),
    worker,
  }
}

/** Up to so many duties HiGHS proves a roster, or betters it, in a few seconds; beyond, time is better spent searching. */
const PROVABLE_DUTIES = 20_000
const PROVABLE_AT_ONCE = 4_000

/** Seconds for a proof where nobody says how long it may take, and the least that make one worth trying. */
const PROOF = 4
const LEAST_FOR_PROOF = 2

/** The bound by flow, and handing over: what comes after the search, as a share of the time and in seconds for each duty. */
const AFTER_SEARCH = 0.03
const BOUND_EACH = 2e-6
/** The share of the search after which prices of seats are good enough. */
const SHARE_OF_PRICES = 0.5

/**
 * Shares the time out between search and proof. Without a time the search does its usual work, which gives the same plan
 * on every machine; with one it does more work than that holds, until the clock says so.
 */
export const shiftsTime = ({ seconds, prover }: Time, size: number) => {
  const worker = proverProgram(prover)
  if (seconds === null) return { search: {}, proving: size <= PROVABLE_AT_ONCE ? { seconds: PROOF, worker } : null }
  const proves = seconds >= LEAST_FOR_PROOF && size <= PROVABLE_DUTIES
  const searching = proves ? 0.15 * seconds : (1 - AFTER_SEARCH) * seconds - BOUND_EACH * size
  const began = performance.now()
  const shares = { pricing: SHARE_OF_PRICES, searching: 1 }
  const until = (doing: 'pricing' | 'searching') => performance.now() - began >= 1000 * searching * shares[doing]
  const search = { effort: Math.max(1, Math.ceil(16 * seconds)), until }
  return { search, proving: proves ? { seconds: 0.85 * seconds - 0.6, worker } : null }
}

const proverProgram = (prover: string | undefined) => (prover ? pathToFileURL(prover) : proverBesideThis())

/** The sources and the build have the same folders. */
const proverBesideThis = () =>
  new URL(`../../matching/proving/worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)
