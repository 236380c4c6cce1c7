import { demoOnly } from '#kernel/routes/access.ts'
import { routes } from '#kernel/routes/registry.ts'
import { styleguideSentences } from './messages/catalogue.ts'
import type { StyleguideKey } from './messages/en.ts'
import { ShowStyleguide } from './pages.tsx'

/** The kit that pages are made of, on one page; only in demos and development. */
export const styleguideRoutes = routes<object, StyleguideKey>('app', styleguideSentences, ({ page }) => [
  page(
    '/styleguide',
    { access: demoOnly, shows: 'public', about: 'Every part of the interface in every state' },
    ({ t }) => <ShowStyleguide t={t} />,
  ),
])
