import { fileRoutes } from '#kernel/files/routes.ts'
import type { Route } from '#kernel/routes/registry.ts'
import { directoryRoutes } from '#slices/directory/routes.tsx'
import { finderRoutes } from '#slices/finder/routes.tsx'
import { peopleRoutes } from '#slices/people/routes.tsx'
import { mailboxRoutes } from './mailbox/routes.tsx'
import { parkingRoutes } from './parking/routes.tsx'
import { styleguideRoutes } from './styleguide/routes.tsx'
import { unsubscribeRoutes } from './unsubscribe/routes.tsx'

/** The routes of every slice. A slice that is not listed here has no pages; the site's own and the assets come beside. */
export const mountedRoutes: Route[] = [
  ...peopleRoutes,
  ...finderRoutes,
  ...directoryRoutes,
  ...fileRoutes,
  ...mailboxRoutes,
  ...parkingRoutes,
  ...unsubscribeRoutes,
  ...styleguideRoutes,
]
