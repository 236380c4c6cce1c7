import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const aboutColours = ['color-contrast', 'link-in-text-block']

/** What a second look at a page could change: its colours in the dark, its words in another language. */
const questions = {
  everything: {},
  colours: { runOnly: { type: 'rule', values: aboutColours } },
  words: { rules: Object.fromEntries(aboutColours.map((rule) => [rule, { enabled: false }])) },
} satisfies Record<string, axe.RunOptions>

export type AxeQuestion = keyof typeof questions

/** What axe finds wrong with the page as it stands now, a line each: the rule, and the elements that break it. */
export const axeFindings = async (page: Page, about: AxeQuestion = 'everything'): Promise<string[]> => {
  await page.evaluate(source)
  return page.evaluate(async (options) => {
    const { axe: here } = window as unknown as { axe: typeof axe }
    const { violations } = await here.run(document, { ...options, resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => `axe: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`)
  }, questions[about])
}
