/** One stop of the Tab key. */
export interface Stop {
  name: string
  /** Tells elements of one page apart. */
  key: number
  /** From the inline start, so that right-to-left pages read the same way. */
  x: number
  y: number
  /** Another document, with stops of its own. */
  frame: boolean
  shown: boolean
  covered: boolean
  /** Has no place in the reading order of the eye: it floats above the page, or lies on a map. */
  adrift: boolean
}

/** What the checks ask of a page. Every one returns what is wrong, in words; nothing wrong is an empty list. */
export interface Looks {
  stop: () => Stop | null
  focusable: () => number
  /** The next Tab begins at the top of the page, or just before the element that so many precede. */
  startAt: (order: number) => void
  remember: () => void
  smallTargets: () => string[]
  clickOnly: () => string[]
  sameNames: () => string[]
  tooWide: () => string[]
  clipped: () => string[]
  moving: () => string[]
  lostInForcedColours: () => string[]
  deadControls: () => string[]
  doubleText: () => void
  restoreText: () => void
  wear: (css: string) => void
  undress: () => void
}

declare global {
  interface Window {
    looks: Looks
  }
}

/** Runs in the page, so it closes over nothing of ours. It writes styles through the object model alone: the content policy stands. */
export const installLooks = (): void => {
  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]
  const nameOf = (element: HTMLElement) =>
    (element.getAttribute('aria-label') ?? (element.innerText?.trim() || element.getAttribute('title') || ''))
      .replace(/\s+/gu, ' ')
      .slice(0, 60) || `${element.localName}${element.id && `#${element.id}`}`
  const seen = (element: HTMLElement) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  const onlyForReaders = (element: HTMLElement) => element.clientWidth <= 1 || element.clientHeight <= 1
  const usable = 'a[href],button,input,select,textarea,summary,[tabindex]'
  /** Tab stops at one radio button of a group: the one that is chosen, else the first. */
  const passedOver = (element: HTMLElement) => {
    if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return false
    const group = [...(element.form ?? document).querySelectorAll<HTMLInputElement>('input[type=radio]')].filter(
      ({ name }) => name === element.name,
    )
    return element !== (group.find(({ checked }) => checked) ?? group[0])
  }
  const focusables = () =>
    all(usable).filter(
      (element) => element.tabIndex >= 0 && !element.matches(':disabled') && seen(element) && !passedOver(element),
    )

  const keys = new WeakMap<Element, number>()
  let last = 0
  const keyOf = (element: Element) => {
    if (!keys.has(element)) keys.set(element, ++last)
    return keys.get(element)!
  }

  const startAt = (order: number) => {
    const mark = document.createElement('span')
    mark.tabIndex = -1
    const next = order > 0 ? focusables()[order] : undefined
    if (next) next.before(mark)
    else document.body.prepend(mark)
    mark.focus({ preventScroll: true })
    mark.remove()
  }

  const look = (element: Element | null) => {
    if (!element) return ''
    const style = getComputedStyle(element)
    const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0
    return [
      outlined ? `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}` : '',
      style.boxShadow,
      style.border,
      style.backgroundColor,
      style.textDecoration,
    ].join('|')
  }
  const before = new WeakMap<Element, string[]>()
  const looksOf = (element: Element) => [look(element), look(element.parentElement)]
  const remember = () => {
    for (const element of focusables()) before.set(element, looksOf(element))
  }

  /** Along its lines a link may break: any of its boxes counts. */
  const isCovered = (element: HTMLElement) =>
    ![...element.getClientRects()].some((box) => {
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
      return top !== null && (element.contains(top) || top.contains(element))
    })

  const floats = (element: Element | null): boolean =>
    element !== null &&
    (['fixed', 'sticky'].includes(getComputedStyle(element).position) || floats(element.parentElement))

  const stop = (): Stop | null => {
    const element = document.activeElement as HTMLElement | null
    if (!element || element === document.body || element === document.documentElement) return null
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish()
    }
    const box = element.getBoundingClientRect()
    const rightToLeft = document.documentElement.dir === 'rtl'
    const now = looksOf(element)
    const frame = element.localName === 'iframe'
    const then = before.get(element)
    return {
      name: nameOf(element),
      key: keyOf(element),
      x: Math.round(rightToLeft ? document.documentElement.clientWidth - box.right : box.left),
      y: Math.round(box.top + scrollY),
      frame,
      // The focus is in the frame, where its own document shows it.
      shown: frame || (then ? now.some((part, at) => part !== then[at]) : look(element).split('|', 1)[0] !== ''),
      covered: isCovered(element),
      adrift: floats(element) || element.closest('.leaflet-container') !== null,
    }
  }

  /** WCAG 2.5.8 lets links in running text be: their height is the line's. */
  const smallTargets = () =>
    all('a[href],button,input,select,textarea,summary')
      .filter((element) => seen(element) && getComputedStyle(element).display !== 'inline' && !onlyForReaders(element))
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect()
        return width > 0 && (width < 23.9 || height < 23.9)
      })
      .map(nameOf)

  const clickOnly = () =>
    all('[onclick]')
      .filter((element) => element.tabIndex < 0 && !element.closest('a,button,label'))
      .map(nameOf)

  const sameNames = () => {
    const targets = new Map<string, Set<string>>()
    for (const link of all('a[href]').filter(seen) as HTMLAnchorElement[]) {
      const name = nameOf(link).toLowerCase()
      targets.set(name, (targets.get(name) ?? new Set()).add(link.href))
    }
    return [...targets].filter(([, addresses]) => addresses.size > 1).map(([name]) => name)
  }

  const scrolls = (element: Element | null): boolean =>
    element !== null &&
    element !== document.body &&
    element !== document.documentElement &&
    (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement))

  const tooWide = () => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const out = all('body *').filter((element) => {
      const box = element.getBoundingClientRect()
      return box.width > 0 && (box.right > clientWidth + 1 || box.left < -1) && !scrolls(element.parentElement)
    })
    return [`${scrollWidth} px`, ...out.slice(0, 5).map((element) => `${element.localName}.${element.className}`)]
  }

  const clipped = () =>
    all('body *')
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element)
        const hides = [overflowX, overflowY].some((value) => value === 'hidden' || value === 'clip')
        if (!hides || !element.innerText || onlyForReaders(element) || element.matches('.leaflet-container'))
          return false
        return element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2
      })
      .map((element) => `${element.localName}.${element.className}`)

  const moving = () => [
    ...document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map((animation) => `something moves: ${(animation.effect as KeyframeEffect | null)?.target?.className ?? ''}`),
    ...(getComputedStyle(document.documentElement).scrollBehavior === 'smooth' ? ['the page scrolls smoothly'] : []),
  ]

  /** The box around a field and its label may draw the edge for both. */
  const isFramed = (element: Element | null): boolean =>
    element !== null &&
    element.localName !== 'main' &&
    element.localName !== 'body' &&
    (getComputedStyle(element).borderTopStyle !== 'none' ||
      (element.localName !== 'form' && isFramed(element.parentElement)))

  /** Forced colours take backgrounds and shadows away: a button needs an edge, a picture a shape, the focus an outline. */
  const lostInForcedColours = () => {
    const buttons = all('button,.btn,input:not([type=hidden]),select,textarea').filter(seen)
    const edgeless = buttons.filter(
      (element) =>
        !['checkbox', 'radio', 'range', 'file'].includes((element as HTMLInputElement).type) &&
        getComputedStyle(element).borderTopStyle === 'none' &&
        getComputedStyle(element).outlineStyle === 'none' &&
        getComputedStyle(element).textDecorationLine === 'none' &&
        !isFramed(element.parentElement),
    )
    const drawn = all('[role=img],button').filter(
      (element) =>
        seen(element) && !element.innerText.trim() && !element.matches('img') && !element.querySelector('svg,img'),
    )
    const unfocused = focusables().filter((element) => {
      element.focus({ preventScroll: true, focusVisible: true } as FocusOptions)
      const { outlineStyle } = getComputedStyle(element)
      const { outlineStyle: around } = getComputedStyle(element.parentElement!)
      return document.activeElement === element && outlineStyle === 'none' && around === 'none'
    })
    ;(document.activeElement as HTMLElement | null)?.blur()
    return [
      ...edgeless.map((element) => `no edge: ${nameOf(element)}`),
      ...drawn.map((element) => `no shape: ${nameOf(element)}`),
      ...unfocused.map((element) => `no focus: ${nameOf(element)}`),
    ]
  }

  const deadControls = () =>
    all('button[type=button],a[href="#"],a[role=button]:not([href]),[role=button]:not(a,button,summary)')
      .filter((element) => seen(element) && !element.hasAttribute('popovertarget') && !element.hasAttribute('command'))
      .map(nameOf)

  const doubleText = () => {
    const sizes = all('body *').map(
      (element) => [element, Number.parseFloat(getComputedStyle(element).fontSize)] as const,
    )
    for (const [element, size] of sizes) element.style.fontSize = `${2 * size}px`
  }
  const restoreText = () => {
    for (const element of all('body *')) element.style.removeProperty('font-size')
  }

  const wear = (css: string) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets = [sheet]
  }
  const undress = () => {
    document.adoptedStyleSheets = []
  }

  window.looks = {
    stop,
    focusable: () => focusables().length,
    startAt,
    remember,
    smallTargets,
    clickOnly,
    sameNames,
    tooWide,
    clipped,
    moving,
    lostInForcedColours,
    deadControls,
    doubleText,
    restoreText,
    wear,
    undress,
  }
}
