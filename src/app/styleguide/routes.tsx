import { demoOnly } from '#kernel/routes/access.ts'
import { routes } from '#kernel/routes/registry.ts'
import { styleguideSentences } from './messages/catalogue.ts'
import type { StyleguideKey } from './messages/en.ts'
import { ShowMistakes, ShowStyleguide } from './pages.tsx'

/** The kit that pages are made of, on one page; only in demos and development. */
export const styleguideRoutes = routes<object, StyleguideKey>('app', styleguideSentences, ({ page }) => [
  page(
    '/styleguide',
    { access: demoOnly, shows: 'public', about: 'Every part of the interface in every state' },
    ({ t }) => <ShowStyleguide t={t} />,
  ),
  page(
    '/styleguide/mistakes',
    { access: demoOnly, shows: 'public', sensitive: true, about: 'A form that is to be put right, and the quick exit' },
    ({ t }) => <ShowMistakes t={t} />,
  ),
])
