import type { Route } from '#kernel/routes/registry.ts'
import { directoryRoutes } from '#slices/directory/routes.tsx'
import { peopleRoutes } from '#slices/people/routes.tsx'

/** The routes of every slice. A slice that is not listed here has no pages; the site's own and the assets come beside. */
export const mountedRoutes: Route[] = [...peopleRoutes, ...directoryRoutes]
