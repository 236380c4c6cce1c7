import { renderToString } from 'preact-render-to-string'
import type { Config } from '#kernel/config/config.ts'
import { direction, languageNames, languages, translator } from '#kernel/messages/messages.ts'
import type { Seen, View } from '#kernel/routes/view.ts'
import { crisisLinesAtHand } from '#slices/safety/crisis/queries.ts'
import { inLanguageFirst } from '#slices/safety/crisis/rules.ts'
import { type Frame, FrameContext } from '#ui/frame.ts'
import { uiSentences } from '#ui/messages/catalogue.ts'
import { ShowFailure } from './failures.tsx'
import { appSentences } from './messages/catalogue.ts'
import { hubFor, navigationFor } from './navigation.ts'
import { crisisWords } from './site/crisis-words.ts'

/** The same page in another language: the address with `lang`, so that the switch works without script. */
const inLanguage = (url: URL, code: string) => {
  const query = new URLSearchParams(url.search)
  query.set('lang', code)
  return `${url.pathname}?${query}`
}

/** The address that search engines keep: without the language switch and without what somebody searched for. */
const canonicalOf = (config: Config, url: URL) => `${config.url}${url.pathname}`

const frameOf = (config: Config, asset: Frame['asset'], seen: Seen): Frame => {
  const { community, actor, language, url, nonce, formToken, notice, route } = seen
  const app = translator(language, appSentences)
  return {
    community: { name: community.name, slug: community.slug, demo: community.demo },
    language,
    direction: direction(language),
    t: translator(language, uiSentences),
    path: url.pathname,
    navigation: navigationFor(app, url.pathname, actor.personId !== null, actor.grants.length > 0),
    above: hubFor(app, url.pathname, actor.personId !== null, actor.grants.length > 0),
    languages: languages.map((code) => ({
      code,
      label: languageNames[code],
      href: inLanguage(url, code),
      current: code === language,
    })),
    signedInAs: actor.personId ? actor.name : null,
    actingFor: actor.actedBy ? actor.name : null,
    nonce,
    formToken,
    notice,
    asset,
    sensitive: route?.sensitive ?? false,
    bare: route?.framed ?? false,
    crisis: inLanguageFirst(crisisLinesAtHand(community), language)
      .slice(0, 2)
      .map(({ name, number, answers }) => ({ name, number, note: app(crisisWords[answers]) })),
    canonical: canonicalOf(config, url),
    tiles: config.tiles,
  }
}

/** Turns what slices return into documents: the frame around the page, and words for failures. */
export const viewOf = (config: Config, asset: Frame['asset']): View => ({
  page: (node, seen) =>
    `<!doctype html>${renderToString(<FrameContext.Provider value={frameOf(config, asset, seen)}>{node}</FrameContext.Provider>)}`,
  failure: (failure, seen) => <ShowFailure failure={failure} t={translator(seen.language, appSentences)} />,
})
