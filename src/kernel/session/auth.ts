import { randomInt } from 'node:crypto'
import { createAuthEndpoint } from '@better-auth/core/api'
import { kyselyAdapter } from '@better-auth/kysely-adapter'
import { passkey } from '@better-auth/passkey'
import { type BetterAuthOptions, betterAuth, type DBAdapter } from 'better-auth'
import { APIError } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { z } from 'zod'
import type { Community } from '#kernel/database/database.ts'
import { newId } from '#kernel/database/id.ts'
import { hashPassword, isPassword, passwordLength } from './passwords.ts'
import { sealSessions } from './sealing.ts'
import { isSecure, sessionSettings } from './settings.ts'

const days = 24 * 60 * 60

/** Without https browsers refuse the `__Host-` prefix, so only a program that is served over https uses it. */
export const cookiePrefix = (): string => (isSecure() ? '__Host-wellmet' : 'wellmet')

const times = { createdAt: 'created_at', updatedAt: 'updated_at' }

/**
 * Signs in a person who was proven otherwise: by the password (checked by us, so that an unknown address costs the same) or by
 * a link. Without `remember` the session ends with the browser, and after a day at the latest. Server-only: no HTTP route leads here. The second step is asked for after it, as after any first step.
 */
const proven = () => ({
  id: 'proven',
  endpoints: {
    signInProven: createAuthEndpoint(
      '/sign-in/proven',
      {
        method: 'POST',
        body: z.object({ personId: z.string(), remember: z.boolean() }),
        metadata: { SERVER_ONLY: true },
      },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.personId)
        if (!user) throw new APIError('UNAUTHORIZED')
        const session = await ctx.context.internalAdapter.createSession(user.id, !ctx.body.remember)
        await setSessionCookie(ctx, { session, user }, !ctx.body.remember)
        return ctx.json({ signedIn: true })
      },
    ),
  },
})

/** Letters and figures that cannot be taken for one another on paper; 31 of them, so ten are 49 bits, and five wrong ones are the end. */
const plainSigns = 'abcdefghjkmnpqrstuvwxyz23456789'

const newBackupCodes = (): string[] =>
  Array.from({ length: 10 }, () => {
    const signs = Array.from({ length: 10 }, () => plainSigns[randomInt(plainSigns.length)]).join('')
    return `${signs.slice(0, 5)}-${signs.slice(5)}`
  })

/** better-auth asks for the second step after a password only; we ask after each first step, or a link would go round it. */
const secondStep = (issuer: string) => {
  const plugin = twoFactor({
    issuer,
    totpOptions: { digits: 6, period: 30 },
    backupCodeOptions: { storeBackupCodes: 'encrypted', customBackupCodesGenerate: newBackupCodes },
    twoFactorCookieMaxAge: 600,
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        modelName: 'two_factor',
        fields: {
          userId: 'person_id',
          backupCodes: 'backup_codes',
          failedVerificationCount: 'failed_verification_count',
          lockedUntil: 'locked_until',
        },
      },
    },
  })
  const [afterPassword] = plugin.hooks.after
  plugin.hooks.after.push({ ...afterPassword!, matcher: (context) => context.path === '/sign-in/proven' })
  return plugin
}

/** A passkey counts as both steps, so the device must have asked for its owner's finger, face or PIN. */
const passkeys = (community: Community, origin: string) =>
  passkey({
    rpName: community.name,
    rpID: new URL(origin).hostname,
    origin,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    authentication: {
      afterVerification: async ({ verification }) => {
        if (!verification.authenticationInfo.userVerified) throw new APIError('UNAUTHORIZED')
      },
    },
    schema: {
      passkey: {
        fields: {
          userId: 'person_id',
          publicKey: 'public_key',
          credentialID: 'credential_id',
          deviceType: 'device_type',
          backedUp: 'backed_up',
          createdAt: 'created_at',
        },
      },
    },
  })

const models = {
  user: { modelName: 'person', fields: { emailVerified: 'email_verified', ...times } },
  account: {
    modelName: 'account',
    fields: { userId: 'person_id', accountId: 'account_id', providerId: 'provider_id', ...times },
  },
  verification: { modelName: 'verification', fields: { expiresAt: 'expires_at', ...times }, storeIdentifier: 'hashed' },
} satisfies BetterAuthOptions

const sessions = {
  modelName: 'session',
  fields: { userId: 'person_id', expiresAt: 'expires_at', userAgent: 'user_agent', ...times },
  expiresIn: 30 * days,
  disableSessionRefresh: true,
  freshAge: 0,
} satisfies BetterAuthOptions['session']

const makeAuth = (community: Community, origin: string) => {
  const adapter = kyselyAdapter(community.write, { type: 'postgres', transaction: true })
  return betterAuth({
    ...models,
    session: sessions,
    appName: community.name,
    baseURL: origin,
    secret: sessionSettings().secret,
    trustedOrigins: [origin],
    database: (options: BetterAuthOptions) => sealSessions(adapter(options) as DBAdapter),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      password: { hash: hashPassword, verify: ({ hash, password }) => isPassword(password, hash) },
    },
    plugins: [proven(), secondStep(community.name), passkeys(community, origin)],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: cookiePrefix(),
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId(), validateSchema: false },
    },
  })
}

export type Auth = ReturnType<typeof makeAuth>

const most = 50
const made = new WeakMap<object, Map<string, Auth>>()

/**
 * better-auth over one community's own tables, made when first asked for. One for each origin that the community answers at,
 * because a passkey belongs to a host name; a flood of made-up host names drops the oldest.
 */
export const authOf = (community: Community, origin: string): Auth => {
  const known = made.get(community.write) ?? new Map<string, Auth>()
  made.set(community.write, known)
  const auth = known.get(origin) ?? makeAuth(community, origin)
  known.set(origin, auth)
  if (known.size > most) known.delete(known.keys().next().value!)
  return auth
}
