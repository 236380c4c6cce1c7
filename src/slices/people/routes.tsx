import { passkeyRoutes } from './account/passkeys/routes.tsx'
import { accountRoutes } from './account/routes.tsx'
import { secondStepRoutes } from './account/second/routes.tsx'
import { doorRoutes } from './door/routes.tsx'

/** Coming in, going out, and one's own account. */
export const peopleRoutes = [...doorRoutes, ...accountRoutes, ...secondStepRoutes, ...passkeyRoutes]
