import type { Catalogue } from '#kernel/messages/messages.ts'
import { signedIn } from '#kernel/routes/access.ts'
import { type Route, routes } from '#kernel/routes/registry.ts'
import { ar } from './messages/ar.ts'
import { en, type MessageKey } from './messages/en.ts'
import { es } from './messages/es.ts'
import { ShowWork } from './pages.tsx'
import { tasksFor } from './rules.ts'

const sentences: Catalogue<MessageKey> = { en, es, ar }

/** `all` is asked late, when every route is known. */
export const workRoutes = (all: () => readonly Route[]): Route[] =>
  routes<object, MessageKey>('app', sentences, ({ page }) => [
    page('/work', { access: signedIn, shows: 'own', about: 'All that one’s roles let one do' }, ({ actor, t }) => (
      <ShowWork tasks={tasksFor(actor, all())} t={t} />
    )),
  ])
