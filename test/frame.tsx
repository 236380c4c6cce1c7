import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { direction, type Language, translator } from '#kernel/messages/messages.ts'
import { type Frame, FrameContext } from '#ui/frame.ts'
import { uiSentences } from '#ui/messages/catalogue.ts'

/** A request as a visitor makes it, on a community without demo; `overrides` says what is different this time. */
export const frameFor = (language: Language = 'en', overrides: Partial<Frame> = {}): Frame => ({
  community: { name: 'Millbrook', slug: 'millbrook', demo: false },
  language,
  direction: direction(language),
  t: translator(language, uiSentences),
  path: '/find',
  navigation: [
    { href: '/find', label: 'Find help', current: true },
    { href: '/about', label: 'About' },
  ],
  languages: [
    { code: 'en', href: '/find?lang=en', label: 'English', current: language === 'en' },
    { code: 'ar', href: '/find?lang=ar', label: 'العربية', current: language === 'ar' },
  ],
  signedInAs: null,
  nonce: 'n0nce',
  formToken: () => 'the-token',
  notice: null,
  asset: (name) => `/assets/${name}`,
  sensitive: false,
  crisis: [{ name: 'Samaritans', number: '116 123', note: 'day and night, free' }],
  canonical: 'https://millbrook.example/find',
  tiles: null,
  ...overrides,
})

/** What a browser is sent for a piece of a page. */
export const rendered = (node: ComponentChildren, frame: Frame = frameFor()): string =>
  renderToString(<FrameContext.Provider value={frame}>{node}</FrameContext.Provider>)

/** The attributes of the first tag that has this one: `attributesOf(html, 'id="field-email"').type`. */
export const attributesOf = (html: string, having: string): Record<string, string> => {
  const tag = [...html.matchAll(/<[a-z](?:[^>"]|"[^"]*")*>/gu)]
    .map(([found]) => found)
    .find((found) => found.includes(having))
  if (!tag) throw new Error(`no tag has ${having}`)
  return Object.fromEntries(
    [...tag.matchAll(/\s([\w-]+)(?:="([^"]*)")?/gu)].map(([, name, value]) => [name, value ?? '']),
  )
}
