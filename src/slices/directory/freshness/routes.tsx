import type { Route } from '#kernel/routes/registry.ts'
import { alertRoutes } from '../alerts/routes.tsx'
import { dashboardRoutes } from '../dashboard/routes.tsx'
import { editingRoutes } from '../editing/routes.tsx'
import { suggestionRoutes } from '../suggestions/routes.tsx'
import { answeringRoutes } from './answering/routes.tsx'
import { ringingRoutes } from './ringing/routes.tsx'

/** All by which the directory stays true: editing, asking, ringing, suggesting, alerts, and how it stands. */
export const freshnessRoutes: Route[] = [
  ...editingRoutes,
  ...answeringRoutes,
  ...ringingRoutes,
  ...alertRoutes,
  ...suggestionRoutes,
  ...dashboardRoutes,
]
