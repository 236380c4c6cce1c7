import { fileRoutes } from '#kernel/files/routes.ts'
import type { Route } from '#kernel/routes/registry.ts'
import { paperRoutes } from '#slices/directory/paper/routes.tsx'
import { posterRoutes } from '#slices/directory/poster/routes.tsx'
import { directoryRoutes } from '#slices/directory/routes.tsx'
import { finderRoutes } from '#slices/finder/routes.tsx'
import { groupRoutes } from '#slices/groups/routes.tsx'
import { networkRoutes } from '#slices/organisations/network/routes.tsx'
import { partnershipRoutes } from '#slices/organisations/partnerships/routes.tsx'
import { myDataRoutes } from '#slices/people/mydata/routes.tsx'
import { peopleRoutes } from '#slices/people/routes.tsx'
import { trustRoutes } from '#slices/people/trust/routes.tsx'
import { safetyRoutes } from '#slices/safety/routes.tsx'
import { callsAwaiting } from './calls-awaiting.ts'
import { deskRoutes } from './desk/routes.tsx'
import { mailboxRoutes } from './mailbox/routes.tsx'
import { personalDataSources, retentionKinds } from './my-data.ts'
import { newcomerRoutes } from './newcomer/routes.tsx'
import { organisationAreas } from './organisations-areas.ts'
import { claimRoutes } from './organisations-claims/routes.tsx'
import { logoRoutes } from './organisations-logo/routes.tsx'
import { staffRoutes } from './organisations-staff/routes.tsx'
import { standingOf } from './organisations-standing/standing.tsx'
import { parkingRoutes } from './parking/routes.tsx'
import { reportingRoutes } from './reporting/routes.tsx'
import { scopeNames } from './scopes.ts'
import { styleguideRoutes } from './styleguide/routes.tsx'
import { traitNames } from './trait-names.ts'
import { unsubscribeRoutes } from './unsubscribe/routes.tsx'

/** The routes of every slice. A slice that is not listed here has no pages; the site's own and the assets come beside. */
export const mountedRoutes: Route[] = [
  ...peopleRoutes(callsAwaiting),
  ...trustRoutes(scopeNames),
  ...myDataRoutes({ sources: personalDataSources, clocks: retentionKinds }),
  ...finderRoutes(traitNames),
  ...networkRoutes(organisationAreas),
  ...partnershipRoutes,
  ...staffRoutes,
  ...claimRoutes,
  ...logoRoutes,
  ...deskRoutes,
  ...directoryRoutes(standingOf),
  ...groupRoutes,
  ...paperRoutes,
  ...posterRoutes,
  ...fileRoutes,
  ...safetyRoutes,
  ...reportingRoutes,
  ...newcomerRoutes,
  ...mailboxRoutes,
  ...parkingRoutes,
  ...unsubscribeRoutes,
  ...styleguideRoutes,
]
