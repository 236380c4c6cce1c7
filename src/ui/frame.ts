import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

/** A place in the navigation, a language, a step: words and where they lead. */
export interface Link {
  href: string
  label: string
  current?: boolean
}

/** All that a page knows about the request around it. The app fills it; components take it from here, so that no page passes it on. */
export interface Frame {
  community: { name: string; slug: string; demo: boolean }
  /** BCP 47 of the page, and its direction. */
  language: string
  direction: 'ltr' | 'rtl'
  /** Translator of the interface's own sentences (`src/ui/messages`). */
  t: (key: string, values?: Record<string, string | number | boolean | Date | null | undefined>) => string
  path: string
  navigation: Link[]
  /** The hub that this page belongs to, first in the way here: empty where the navigation itself is the way. */
  above?: Link[]
  languages: (Link & { code: string })[]
  /** The name of whoever is signed in, else null. */
  signedInAs: string | null
  /** Whom somebody acts for in this browser, said on every page until they stop. */
  actingFor?: string | null
  /** Of the Content-Security-Policy: on every inline script, style and speculation rule. */
  nonce: string
  /** The token that a POST form carries. Asking for it may set a cookie, so only forms ask. */
  formToken: () => string
  /** A sentence about what just happened, shown once. */
  notice: string | null
  /** Address of a built asset by its plain name: `asset('site.css')` → `/assets/site-4f2a.css`. */
  asset: (name: string) => string
  /** Shows «leave this site quickly». */
  sensitive: boolean
  /** Shown in a frame of another site: without what is around our own pages. */
  bare?: boolean
  /** Crisis numbers for the foot of each page: dated data, not sentences. */
  crisis: { name: string; number: string; note: string }[]
  /** Canonical absolute address of this page. */
  canonical: string
  /** Where map tiles come from, if the operator configured any. */
  tiles: { url: string; attribution: string } | null
}

export const FrameContext = createContext<Frame | null>(null)

export const useFrame = (): Frame => {
  const frame = useContext(FrameContext)
  if (!frame) throw new Error('a component was rendered outside a page: wrap it in FrameContext')
  return frame
}
