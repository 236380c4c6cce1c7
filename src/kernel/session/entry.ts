import { isAPIError } from 'better-auth/api'
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import type { Community } from '#kernel/database/database.ts'
import { cookieOf } from '#kernel/routes/cookies.ts'
import { authOf, cookiePrefix } from './auth.ts'
import { originFor, sessionSettings } from './settings.ts'

/** The part of a request that signing in and out needs: a route's `asked` fits. */
export interface Door {
  community: Community
  headers: Headers
  url: URL
  setHeader: (name: string, value: string) => void
}

const authAt = (door: Door) => authOf(door.community, originFor(door.community, door.url))

/** better-auth's own words for a refusal, e.g. `INVALID_CODE`; whatever is no refusal is a bug and goes on up. */
const refusalOf = (error: unknown): string => {
  if (isAPIError(error)) return (error.body as { code?: string } | undefined)?.code ?? String(error.status)
  throw error
}

interface Made<Response> {
  headers: Headers
  response: Response
}

type Result<Response> = { refused: null; response: Response } | { refused: string; response: null }

/** Runs a step of better-auth: its cookies go to the browser, its refusals come back as words. */
const step = async <Response>(door: Door, work: Promise<Made<Response>>): Promise<Result<Response>> => {
  try {
    const { headers, response } = await work
    for (const cookie of headers.getSetCookie()) door.setHeader('set-cookie', cookie)
    return { refused: null, response }
  } catch (error) {
    return { refused: refusalOf(error), response: null }
  }
}

/**
 * Signs in a person whose first step is proven. Where a second one is set up, a challenge takes the session's place.
 * Remembered for thirty days only where the person says so: many share a computer, in a library or at home.
 */
export const startSession = async (
  door: Door,
  personId: string,
  { remember = false } = {},
): Promise<'signedIn' | 'secondStep'> => {
  const body = { personId, remember }
  const made = await step(door, authAt(door).api.signInProven({ body, headers: door.headers, returnHeaders: true }))
  if (made.refused !== null) throw new Error(`no session could be made: ${made.refused}`)
  return 'twoFactorRedirect' in (made.response as object) ? 'secondStep' : 'signedIn'
}

/** What the cookie of an open second step holds, without its signature; null where none is open. */
export const challengeIn = (headers: Headers): string | null => {
  const value = cookieOf(headers, `${cookiePrefix()}.two_factor`)
  return value ? (/^(2fa-[\w-]+)(\.|%2E)/iu.exec(value)?.[1] ?? null) : null
}

const isAppCode = (code: string) => /^\d{6}$/u.test(code)

/** Backup codes are made and shown as `abcde-fghjk`; people type them as they like. */
const asBackupCode = (code: string) => `${code.slice(0, 5)}-${code.slice(5)}`.toLowerCase()

/** The second step: a code of the app or a backup code. Null when it was right, else better-auth's word for why not. */
export const passSecondStep = async (door: Door, code: string): Promise<string | null> => {
  const { api } = authAt(door)
  const headers = withoutSession(door.headers)
  const made = isAppCode(code)
    ? await step(door, api.verifyTOTP({ body: { code }, headers, returnHeaders: true }))
    : await step(door, api.verifyBackupCode({ body: { code: asBackupCode(code) }, headers, returnHeaders: true }))
  return made.refused
}

/** A session of before must not stand in for the challenge: the code would be checked against the wrong person. */
const withoutSession = (headers: Headers): Headers => {
  const kept = (headers.get('cookie') ?? '')
    .split(';')
    .filter((pair) => !pair.trim().startsWith(`${cookiePrefix()}.session_token=`))
  const copy = new Headers(headers)
  copy.set('cookie', kept.join(';'))
  return copy
}

export const endSession = async (door: Door): Promise<void> => {
  await step(door, authAt(door).api.signOut({ headers: door.headers, returnHeaders: true }))
}

/** Begins to set up the app: a new secret and codes are kept, sealed, until a first code proves that the app has them. */
export const beginSecondStep = async (door: Door, password: string): Promise<string | null> =>
  (
    await step(
      door,
      authAt(door).api.enableTwoFactor({ body: { password }, headers: door.headers, returnHeaders: true }),
    )
  ).refused

export const proveSecondStep = async (door: Door, code: string): Promise<string | null> =>
  (await step(door, authAt(door).api.verifyTOTP({ body: { code }, headers: door.headers, returnHeaders: true })))
    .refused

export const dropSecondStep = async (door: Door, password: string): Promise<string | null> =>
  (
    await step(
      door,
      authAt(door).api.disableTwoFactor({ body: { password }, headers: door.headers, returnHeaders: true }),
    )
  ).refused

export const newBackupCodes = async (door: Door, password: string): Promise<string | null> =>
  (
    await step(
      door,
      authAt(door).api.generateBackupCodes({ body: { password }, headers: door.headers, returnHeaders: true }),
    )
  ).refused

/** Opens what better-auth sealed with the installation's key: the app's secret, the backup codes. */
export const openSealed = (data: string): Promise<string> => symmetricDecrypt({ key: sessionSettings().secret, data })

/** Seals a text with the installation's key. */
export const seal = (data: string): Promise<string> => symmetricEncrypt({ key: sessionSettings().secret, data })

/** What the browser needs to make a passkey for whoever is signed in; the challenge goes into a cookie. */
export const passkeyToMake = (door: Door) =>
  step(
    door,
    authAt(door).api.generatePasskeyRegistrationOptions({ headers: door.headers, query: {}, returnHeaders: true }),
  )

export const keepPasskey = (door: Door, response: Record<string, unknown>, name: string) =>
  step(
    door,
    authAt(door).api.verifyPasskeyRegistration({
      body: { response, name },
      headers: door.headers,
      returnHeaders: true,
    }),
  )

/** What the browser needs to find a passkey for this site; verification of the person is required, it replaces both steps. */
export const passkeyToFind = async (door: Door) => {
  const made = await step(
    door,
    authAt(door).api.generatePasskeyAuthenticationOptions({
      headers: withoutSession(door.headers),
      returnHeaders: true,
    }),
  )
  return made.refused === null ? { ...made.response, userVerification: 'required' as const } : null
}

/** Signs in by passkey; the person's id, or null when it was not right. */
export const signInByPasskey = async (door: Door, response: Record<string, unknown>): Promise<string | null> => {
  const headers = withoutSession(door.headers)
  const made = await step(
    door,
    authAt(door).api.verifyPasskeyAuthentication({
      body: { response: response as never },
      headers,
      returnHeaders: true,
    }),
  )
  return made.refused === null ? (made.response as { user: { id: string } }).user.id : null
}
