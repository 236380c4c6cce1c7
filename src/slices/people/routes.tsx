import { passkeyRoutes } from './account/passkeys/routes.tsx'
import { type AlsoHelps, accountRoutes } from './account/routes.tsx'
import { secondStepRoutes } from './account/second/routes.tsx'
import { deskPeopleRoutes } from './acting/desk/routes.tsx'
import { actingRoutes } from './acting/routes.tsx'
import { blockRoutes } from './blocks/routes.tsx'
import { checkRoutes } from './checks/routes.tsx'
import { connectorRoutes } from './connectors/routes.tsx'
import { consentRoutes } from './consent/routes.tsx'
import { contactRoutes } from './contact/routes.tsx'
import { doorRoutes } from './door/routes.tsx'
import { profileRoutes } from './profile/routes.tsx'

/** Coming in, going out, and one's own account. `alsoHelps` knows what somebody does for the community besides their roles. */
export const peopleRoutes = (alsoHelps: AlsoHelps) => [
  ...doorRoutes,
  ...accountRoutes(alsoHelps),
  ...secondStepRoutes,
  ...passkeyRoutes,
  ...profileRoutes,
  ...blockRoutes,
  ...consentRoutes,
  ...contactRoutes,
  ...checkRoutes,
  ...actingRoutes,
  ...deskPeopleRoutes,
  ...connectorRoutes,
]
