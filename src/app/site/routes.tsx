import { z } from 'zod'
import { type AnyDb, across } from '#kernel/database/database.ts'
import { anyone } from '#kernel/routes/access.ts'
import { file, json } from '#kernel/routes/answer.ts'
import { openApi, publicEndpoints } from '#kernel/routes/openapi.ts'
import { type Route, routes } from '#kernel/routes/registry.ts'
import { countsByKind, openNearNow, opensNext } from '#slices/finder/queries.ts'
import { crisisLines } from '#slices/safety/crisis/queries.ts'
import { inLanguageFirst } from '#slices/safety/crisis/rules.ts'
import { appSentences } from '../messages/catalogue.ts'
import type { MessageKey } from '../messages/en.ts'
import { ShowAbout, ShowApi, ShowCrisis, ShowHome, ShowJoinIn, ShowOffline, ShowWhatsOn } from './pages.tsx'

/** What is open, or at night what opens next: the first page is never empty for lack of daylight. */
const goodNow = async (db: AnyDb, wanted: { now: Date; limit: number; kind?: 'place' }) => {
  const open = await openNearNow(db, wanted)
  return { open, next: open.length ? [] : await opensNext(db, wanted) }
}

interface Site {
  url: string
  version: string
  requestsPerMinute: number
  /** Every route of the program, for OpenAPI and the sitemap: asked late, when all are known. */
  all: () => Route[]
  /** Is the database there, and are the jobs taken? For load balancers. */
  ready: () => Promise<boolean>
}

const robots = (url: string) =>
  `User-agent: *\nDisallow: /account\nDisallow: /sign-in\nDisallow: /mailbox\nDisallow: /api/find\nSitemap: ${url}/sitemap.xml\n`

/** The knot as a picture of its own: browsers show it on tabs, where no stylesheet of ours reaches. */
const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><g><rect x="4" y="25" width="32" height="6" rx="3" fill="#a53d27"/><rect x="4" y="9" width="32" height="6" rx="3" fill="#1d5c50"/><rect x="9" y="4" width="6" height="32" rx="3" fill="#f0b03a"/><rect x="25" y="4" width="6" height="32" rx="3" fill="#235f8c"/><rect x="4" y="9" width="14" height="6" rx="3" fill="#1d5c50"/><rect x="22" y="25" width="14" height="6" rx="3" fill="#a53d27"/></g></svg>`

/** RFC 9116. The date is a year ahead of the release, so that a stale copy shows. */
const securityText = (url: string) =>
  `Contact: ${url}/about\nPolicy: ${url}/about\nExpires: ${new Date(Date.UTC(new Date().getUTCFullYear() + 1, 0, 1)).toISOString()}\nPreferred-Languages: en, es, ar\n`

const sitemap = (url: string, all: Route[]) => {
  const pages = all.filter(
    (r) => r.kind === 'page' && r.shows === 'public' && r.access === anyone && !r.path.includes(':') && !r.sensitive,
  )
  const entries = pages.map(({ path }) => `<url><loc>${url}${path}</loc></url>`).join('')
  return `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries}</urlset>`
}

const pages = (site: Site): Route[] =>
  routes<object, MessageKey>('app', appSentences, ({ page }) => [
    page(
      '/',
      { access: anyone, shows: 'public', about: 'The first page: three ways in, and what is open now' },
      async ({ db, now, t, language, community }) => {
        const [listed, counts] = await Promise.all([goodNow(across(db), { now, limit: 6 }), countsByKind(across(db))])
        return <ShowHome {...listed} counts={counts} now={now} t={t} language={language} community={community.name} />
      },
    ),
    page(
      '/whats-on',
      { access: anyone, shows: 'public', about: 'Places to go to' },
      async ({ db, now, t, language }) => {
        const listed = await goodNow(across(db), { now, limit: 12, kind: 'place' })
        return <ShowWhatsOn {...listed} now={now} t={t} language={language} />
      },
    ),
    page('/join-in', { access: anyone, shows: 'public', about: 'Groups to join' }, async ({ db, t }) => (
      <ShowJoinIn counts={await countsByKind(across(db))} t={t} />
    )),
    page(
      '/about',
      { access: anyone, shows: 'public', about: 'What this is, and what happens to your data' },
      ({ t, community }) => <ShowAbout t={t} community={community.name} />,
    ),
    page(
      '/help-now',
      { access: anyone, shows: 'public', sensitive: true, about: 'Numbers to ring in a crisis' },
      async ({ db, t, community, language }) => {
        const lines = inLanguageFirst(await crisisLines(across(db), community.zone), language)
        return <ShowCrisis t={t} lines={lines} language={language} />
      },
    ),
    page(
      '/offline',
      { access: anyone, shows: 'public', about: 'Stands in for every page where there is no connection' },
      ({ t }) => <ShowOffline t={t} />,
    ),
    page('/api', { access: anyone, shows: 'public', about: 'What other programs may ask' }, ({ t }) => (
      <ShowApi t={t} endpoints={publicEndpoints(site.all())} limit={site.requestsPerMinute} />
    )),
  ])

const data = (site: Site): Route[] =>
  routes('app', appSentences, ({ endpoint }) => [
    endpoint(
      'GET',
      '/api/openapi.json',
      {
        access: anyone,
        effect: 'reads',
        shows: 'public',
        cors: true,
        output: z.looseObject({ openapi: z.string() }),
        about: 'This description',
      },
      ({ community }) =>
        json(openApi(site.all(), { title: `Wellmet ${community.name}`, url: site.url, version: site.version })),
    ),
    endpoint(
      'GET',
      '/healthz',
      { access: anyone, effect: 'reads', shows: 'public', about: 'The program answers' },
      () => json({ ok: true }),
    ),
    endpoint(
      'GET',
      '/readyz',
      { access: anyone, effect: 'reads', shows: 'public', about: 'The program can serve people' },
      async () => {
        const ready = await site.ready()
        return json({ ok: ready }, { status: ready ? 200 : 503 })
      },
    ),
    endpoint(
      'GET',
      '/icon.svg',
      { access: anyone, effect: 'reads', shows: 'public', maxAge: 86_400, about: 'The mark' },
      () => file(mark, 'image/svg+xml', { inline: true }),
    ),
    endpoint(
      'GET',
      '/robots.txt',
      { access: anyone, effect: 'reads', shows: 'public', about: 'For search engines' },
      () => file(robots(site.url), 'text/plain; charset=utf-8', { inline: true }),
    ),
    endpoint(
      'GET',
      '/.well-known/security.txt',
      { access: anyone, effect: 'reads', shows: 'public', about: 'How to tell us of a hole' },
      () => file(securityText(site.url), 'text/plain; charset=utf-8', { inline: true }),
    ),
    endpoint(
      'GET',
      '/sitemap.xml',
      { access: anyone, effect: 'reads', shows: 'public', about: 'For search engines' },
      () => file(sitemap(site.url, site.all()), 'application/xml; charset=utf-8', { inline: true }),
    ),
  ])

/** The pages and files that belong to no slice. */
export const siteRoutes = (site: Site): Route[] => [...pages(site), ...data(site)]
