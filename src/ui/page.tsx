import type { ComponentChildren } from 'preact'
import { type Frame, type Link, useFrame } from './frame.ts'
import { Icon, Knot } from './icon.tsx'

interface PageProps {
  title: string
  description?: string
  /** Keeps the page out of search engines: results, personal pages, failures. */
  noindex?: boolean
  children: ComponentChildren
}

/** `--surface` of tokens.css, for the browser's own bars: no stylesheet reaches them. */
export const ground = { light: '#fff', dark: '#1d2928' }

/** The mark for the browser's tab, in the page itself: one request less on each first visit. */
const knot = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" stroke-width="6" stroke-linecap="round"><path stroke="#b4472f" d="M7 28h26"/><path stroke="#f0b03a" d="M12 7v26"/><path stroke="#235f8c" d="M28 7v26"/><path stroke="#1d5c50" d="M7 12h26"/></svg>',
)}`

/** Where «leave quickly» leads: a page that anybody might have open. */
const harmless = 'https://www.bbc.co.uk/weather'

/** A whole document: what is around a page is taken from the frame, what is on it comes as children. One `h1` belongs in there. */
export const Page = ({ title, description, noindex = false, children }: PageProps) => {
  const frame = useFrame()
  if (frame.bare) return <Bare frame={frame} title={title} children={children} />
  return (
    <html lang={frame.language} dir={frame.direction}>
      <Head frame={frame} title={title} description={description} noindex={noindex} />
      <body data-leave={frame.sensitive ? harmless : undefined}>
        <a class="skip" href="#main">
          {frame.t('skip')}
        </a>
        <div class="weave" />
        {frame.community.demo && (
          <aside class="demo-line" aria-label={frame.t('demo')}>
            <div class="wrap">
              {frame.t('demoLine')} <a href="/mailbox">{frame.t('demoMail')}</a> ·{' '}
              <a href="/sign-in">{frame.t('demoSignIn')}</a>
            </div>
          </aside>
        )}
        {frame.sensitive && <QuickExit />}
        {frame.actingFor && <ActingLine name={frame.actingFor} />}
        <Top frame={frame} />
        {frame.notice && (
          <div class="notice" role="status" tabIndex={-1} data-focus>
            <div class="wrap">
              <Icon name="check" />
              <span>{frame.notice}</span>
            </div>
          </div>
        )}
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <Foot frame={frame} />
      </body>
    </html>
  )
}

/** In a frame of another site: what is pressed opens in the reader's own window, and the foot says whose it is. */
const Bare = ({ frame, title, children }: { frame: Frame } & Pick<PageProps, 'title' | 'children'>) => (
  <html lang={frame.language} dir={frame.direction}>
    <Head frame={frame} title={title} description={undefined} noindex />
    <body class="bare">
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer class="wrap small">
        <a href="/" target="_blank" rel="noopener">
          Wellmet {frame.community.name}
        </a>
      </footer>
    </body>
  </html>
)

interface HeadProps {
  frame: Frame
  title: string
  description: string | undefined
  noindex: boolean
}

const Head = ({ frame, title, description, noindex }: HeadProps) => (
  <head>
    <meta charset="utf-8" />
    {frame.bare && <base target="_blank" />}
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{`${title} · ${frame.community.name}`}</title>
    {description && <meta name="description" content={description} />}
    {noindex ? <meta name="robots" content="noindex" /> : <link rel="canonical" href={frame.canonical} />}
    <meta name="color-scheme" content="light dark" />
    <meta name="theme-color" content={ground.light} media="(prefers-color-scheme: light)" />
    <meta name="theme-color" content={ground.dark} media="(prefers-color-scheme: dark)" />
    <link rel="icon" href={knot} type="image/svg+xml" />
    {frame.direction === 'ltr' && (
      <link rel="preload" href={frame.asset('font.woff2')} as="font" type="font/woff2" crossorigin="anonymous" />
    )}
    <link rel="stylesheet" href={frame.asset('site.css')} />
    <script type="module" src={frame.asset('site.js')} />
    {!frame.sensitive && !frame.bare && <Prefetching nonce={frame.nonce} />}
  </head>
)

/** Browsers that can fetch the page under the pointer before it is pressed: public pages only, and never those that are sensitive. */
const prefetched = JSON.stringify({
  prefetch: [{ where: { href_matches: ['/services/*', '/places/*', '/organisations/*'] }, eagerness: 'moderate' }],
})

const Prefetching = ({ nonce }: { nonce: string }) => (
  <script type="speculationrules" nonce={nonce} dangerouslySetInnerHTML={{ __html: prefetched }} />
)

const ActingLine = ({ name }: { name: string }) => {
  const { t, formToken } = useFrame()
  return (
    <aside class="acting-line no-print" aria-label={t('acting')}>
      <form class="wrap" method="post" action="/acting/stop">
        <input type="hidden" name="token" value={formToken()} />
        <span>{t('actingFor', { name })}</span>
        <button class="btn quiet less" type="submit">
          {t('actingStop')}
        </button>
      </form>
    </aside>
  )
}

const Top = ({ frame }: { frame: Frame }) => (
  <header class="top">
    <div class="wrap">
      <a class="brand" href="/">
        <Knot />
        <span>
          Wellmet <small>{frame.community.name}</small>
        </span>
      </a>
      <nav class="main-nav" aria-label={frame.t('mainNavigation')}>
        <ul>
          {frame.navigation.map((link) => (
            <li key={link.href}>
              <a href={link.href} aria-current={link.current ? 'page' : undefined}>
                {link.label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="end">
        <Entrance frame={frame} />
      </div>
    </div>
  </header>
)

const Entrance = ({ frame }: { frame: Frame }) =>
  frame.signedInAs === null ? (
    <a class="btn quiet less" href="/sign-in">
      {frame.t('signIn')}
    </a>
  ) : (
    <a class="btn quiet less" href="/account">
      <Icon name="user-round" />
      <span>
        <span class="sr">{frame.t('account', { name: '' })}</span>
        <bdi>{frame.signedInAs}</bdi>
      </span>
    </a>
  )

/** GOV.UK's pattern: a link that works without script; with it also three times Shift, a blank page at once, no way back. */
const QuickExit = () => {
  const { t } = useFrame()
  return (
    <section class="exit no-print" aria-label={t('leaveLabel')}>
      <a
        class="btn leave less"
        href={harmless}
        rel="nofollow noreferrer noopener"
        data-leave-link
        data-leave-count={t('leaveCount')}
      >
        <Icon name="x" />
        <span>
          {t('leave')} <span class="exit-keys">{t('leaveHint')}</span>
        </span>
      </a>
      <a class="exit-safety" href="/safety">
        {t('leaveSafety')}
      </a>
      <span class="sr" role="status" data-leave-said />
    </section>
  )
}

const Foot = ({ frame }: { frame: Frame }) => (
  <footer class="foot">
    <div class="wrap">
      <section>
        <h2>{frame.t('crisisHeading')}</h2>
        <ul>
          {frame.crisis.map(({ name, number, note }) => (
            <li key={number}>
              {name === number ? '' : `${name} `}
              <a href={`tel:${number.replace(/\s/gu, '')}`}>
                <bdi>{number}</bdi>
              </a>{' '}
              · {note}
            </li>
          ))}
        </ul>
        <a href="/help-now">{frame.t('crisisMore')}</a>
      </section>
      <section class="about-part">
        <h2>{frame.t('aboutHeading', { community: frame.community.name })}</h2>
        <p>{frame.t('aboutLine')}</p>
        <ul>
          <li>
            <a href="/about">{frame.t('aboutLink')}</a>
          </li>
          <li>
            <a href="/safety">{frame.t('leaveSafety')}</a>
          </li>
          <li>
            <a href="/guide">{frame.t('paperGuide')}</a>
          </li>
        </ul>
      </section>
      <section class="languages-part">
        <h2>{frame.t('languageHeading')}</h2>
        <ul class="languages">
          {frame.languages.map(({ code, href, label, current }) => (
            <li key={code}>
              <a href={href} lang={code} hreflang={code} rel="nofollow" aria-current={current ? 'true' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </section>
    </div>
  </footer>
)

/** The way here, without the page itself: the hub that it belongs to, then what the page names. */
export const Crumbs = ({ links = [] }: { links?: Link[] }) => {
  const { t, above = [] } = useFrame()
  const way = [...above, ...links.filter(({ href }) => above.every((hub) => hub.href !== href))]
  if (!way.length) return null
  return (
    <nav class="crumbs" aria-label={t('breadcrumbs')}>
      <ol>
        {way.map(({ href, label }) => (
          <li key={href}>
            <a href={href}>
              <bdi>{label}</bdi>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
