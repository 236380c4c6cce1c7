import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { inject } from 'vitest'
import { workOf } from '#app/reactions.ts'
import type { CastMember } from '#slices/people/seed.ts'
import { type Town, town } from '#test/town.ts'
import { workerFor } from '#test/work.ts'
import { launch } from './served.ts'

export interface Visit {
  page: Page
  context: BrowserContext
  /** What the browser complained about: errors of scripts, refusals of the content policy. */
  complaints: string[]
  /** Addresses that the page asked for. */
  asked: string[]
}

export interface Place {
  here: Town
  browser: Browser
  origin: string
  /** The address of the first thing of a kind that is found for these words near Sale. */
  found: (kind: string, words?: string) => Promise<string>
  /** Opens a page in a browser of its own, which is forgotten when `run` ends. */
  visit: <Result>(path: string, run: (visit: Visit) => Promise<Result>, options?: VisitOptions) => Promise<Result>
  /** The same in a browser that is kept for all who come with the same options: quicker, for pages that change nothing. */
  look: Place['visit']
  stop: () => Promise<void>
}

export interface VisitOptions extends BrowserContextOptions {
  /** Somebody of the cast, who signed in before. */
  who?: CastMember | undefined
}

const listensTo = (page: Page) => {
  const complaints: string[] = []
  const asked: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => asked.push(request.url()))
  return { complaints, asked }
}

const cookiesOf = async (here: Town, who: CastMember, origin: string) => {
  const { cookies } = await here.as(who)
  return [...cookies].map(([name, value]) => ({ name, value, url: origin }))
}

/** The town with the real data of Trafford, its ears, its worker, and a browser that looks at it; with an operator's settings. */
export const trafford = async (environment: Record<string, string> = {}): Promise<Place> => {
  const here = await town({ template: inject('trafford'), unlimited: true, environment })
  const ears = await here.listen()
  // Chromium leads *.localhost to this machine and trusts it like https, which the position needs.
  const origin = `http://town.localhost:${ears.port}`
  const worker = workerFor(here.database, { ...workOf(here.config), schedule: [], originOf: () => origin })
  const browser = await launch()
  const found: Place['found'] = async (kind, words = '') => {
    const visitor = await here.as(null)
    const answer = await visitor.get(`/api/find?${new URLSearchParams({ kind, q: words, near: 'M33', limit: '1' })}`)
    return ((await answer.json()) as { items: { path: string }[] }).items[0]!.path
  }
  const contextOf = async ({ who, ...options }: VisitOptions) => {
    const context = await browser.newContext(options)
    if (who) await context.addCookies(await cookiesOf(here, who, origin))
    return context
  }
  const open = async <Result>(context: BrowserContext, path: string, run: (visit: Visit) => Promise<Result>) => {
    const page = await context.newPage()
    try {
      const heard = listensTo(page)
      await page.goto(`${origin}${path}`)
      return await run({ page, context, ...heard })
    } finally {
      await page.close()
    }
  }
  const visit: Place['visit'] = async (path, run, options = {}) => {
    const context = await contextOf(options)
    try {
      return await open(context, path, run)
    } finally {
      await context.close()
    }
  }
  const kept = new Map<string, Promise<BrowserContext>>()
  const look: Place['look'] = async (path, run, options = {}) => {
    const key = JSON.stringify(options)
    if (!kept.has(key)) kept.set(key, contextOf(options))
    return open(await kept.get(key)!, path, run)
  }
  const stop = async () => {
    await browser.close()
    await ears.stop()
    await worker.stop()
    await here.stop()
  }
  return { here, browser, origin, found, visit, look, stop }
}
