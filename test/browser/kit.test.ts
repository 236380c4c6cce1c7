import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Listening } from '#kernel/routes/listen.ts'
import { type Town, town } from '#test/town.ts'
import { axeFindings } from './axe.ts'
import { launch } from './served.ts'

let here: Town
let ears: Listening
let browser: Browser
let origin: string

beforeAll(async () => {
  here = await town()
  ears = await here.listen()
  // Chromium leads *.localhost to this machine and trusts it like https, which the position needs.
  origin = `http://town.localhost:${ears.port}`
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  await ears.stop()
  await here.stop()
})

interface Visit {
  page: Page
  context: BrowserContext
  /** What the browser complained about: errors of scripts, refusals of the content policy. */
  complaints: string[]
  asked: string[]
}

const visit = async (path: string, run: (visit: Visit) => Promise<void>, options: BrowserContextOptions = {}) => {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const complaints: string[] = []
  const asked: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => asked.push(request.url()))
  try {
    await page.goto(`${origin}${path}`)
    await run({ page, context, complaints, asked })
  } finally {
    await context.close()
  }
}

const phone = { viewport: { width: 360, height: 740 } }
const leaflet = /map-[^/]*\.js/u

describe('every part of the interface', () => {
  const looks = [
    ['en', 'light'],
    ['en', 'dark'],
    ['es', 'light'],
    ['ar', 'dark'],
  ] as const

  test.each(looks)('is accessible in %s, %s, and the content policy refuses nothing', async (language, scheme) => {
    for (const path of ['/styleguide', '/styleguide/mistakes']) {
      await visit(
        `${path}?lang=${language}`,
        async ({ page, complaints }) => {
          expect(await axeFindings(page)).toEqual([])
          expect(complaints).toEqual([])
        },
        { colorScheme: scheme },
      )
    }
  })

  test.each(['en', 'es', 'ar'])('fits a screen of 320 px in %s', async (language) => {
    for (const path of ['/styleguide', '/styleguide/mistakes']) {
      await visit(
        `${path}?lang=${language}`,
        async ({ page }) => {
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
        },
        { viewport: { width: 320, height: 640 } },
      )
    }
  })

  test('is whole without script: nothing that needs one is shown', async () => {
    await visit(
      '/styleguide',
      async ({ page }) => {
        for (const needy of ['[data-reveal]', '[data-position]', '[data-print]', '[data-map]']) {
          expect(await page.locator(needy).first().isVisible()).toBe(false)
        }
        expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
      },
      { javaScriptEnabled: false },
    )
  })
})

describe('a form that is to be put right', () => {
  test('moves the focus to the summary, whose links lead to the fields', async () => {
    await visit('/styleguide/mistakes', async ({ page }) => {
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('summary')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-email')
    })
  })

  test('shows a password when asked, and never sends a form with it shown', async () => {
    await visit('/styleguide', async ({ page }) => {
      const field = page.locator('#field-password')
      await page.click('[data-reveal]')
      expect(await field.getAttribute('type')).toBe('text')
      await page.evaluate(() => {
        document
          .querySelector('form:has(#field-password)')
          ?.addEventListener('submit', (event) => event.preventDefault())
      })
      await page.locator('form:has(#field-password) button[type=submit]').click()
      expect(await field.getAttribute('type')).toBe('password')
    })
  })
})

describe('rule 19: leaving quickly', () => {
  /** Stands in for the page that it leads to: tests ask nothing of anybody outside. */
  const elsewhere = (context: BrowserContext) =>
    context.route(/^https:/u, (route) => route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>' }))

  const ways: [string, (page: Page) => Promise<void>][] = [
    ['by the link', (page) => page.click('[data-leave-link]')],
    [
      'by Shift three times',
      async (page) => {
        for (let press = 0; press < 3; press++) await page.keyboard.press('Shift')
      },
    ],
  ]

  test.each(ways)('%s leaves no way back to the page', async (_, leave) => {
    await visit('/styleguide', async ({ page, context }) => {
      await elsewhere(context)
      await page.goto(`${origin}/styleguide/mistakes`)
      await leave(page)
      await page.waitForURL(/^https:/u)
      await page.goBack()
      expect(page.url()).toBe(`${origin}/styleguide`)
    })
  })

  test('typing capitals leaves nobody', async () => {
    await visit('/styleguide/mistakes', async ({ page, context }) => {
      await elsewhere(context)
      await page.locator('#field-email').focus()
      for (const letter of 'ABC') await page.keyboard.press(`Shift+${letter}`)
      await page.keyboard.press('Shift')
      expect(page.url()).toContain('/styleguide/mistakes')
      expect(await page.locator('[data-leave-said]').textContent()).not.toBe('')
    })
  })
})

describe('the map', () => {
  test('is fetched when it comes into view, and points to the list as the list points to it', async () => {
    await visit('/styleguide', async ({ page, asked, complaints }) => {
      expect(asked.filter((address) => leaflet.test(address))).toEqual([])
      await page.locator('[data-map]').scrollIntoViewIfNeeded()
      const first = page.locator('.place').first()
      await first.waitFor()
      expect(await first.getAttribute('aria-label')).toMatch(/^1\. /u)
      await first.focus()
      expect(await page.locator('#card-1').getAttribute('class')).toContain('pointed')
      await page.locator('#card-2 a').focus()
      expect(await page.locator('.place').nth(1).getAttribute('class')).toContain('pointed')
      expect(asked.filter((address) => /\.png/u.test(address) || !address.startsWith(origin))).toEqual([])
      expect(complaints).toEqual([])
      expect(await axeFindings(page)).toEqual([])
    })
  })

  test('waits on a phone until somebody asks for it', async () => {
    await visit(
      '/styleguide',
      async ({ page, asked }) => {
        const ask = page.locator('.map.asked button')
        await ask.scrollIntoViewIfNeeded()
        expect(asked.filter((address) => leaflet.test(address))).toEqual([])
        await ask.click()
        await page.locator('.place').first().waitFor()
        expect(await page.evaluate(() => document.activeElement?.className)).toContain('map')
      },
      phone,
    )
  })
})

test('my position leaves the device only when I press, and only to about a hundred metres', async () => {
  const options = { geolocation: { latitude: 53.4251234, longitude: -2.3205678 }, permissions: ['geolocation'] }
  await visit(
    '/styleguide',
    async ({ page, asked }) => {
      expect(asked.some((address) => address.includes('near='))).toBe(false)
      await page.click('[data-position]')
      await page.waitForURL(/near=/u)
      expect(new URL(page.url()).searchParams.get('near')).toBe('53.425,-2.321')
    },
    options,
  )
})

test('a refused position is said at the field, with a way on', async () => {
  await visit('/styleguide', async ({ page, context }) => {
    await context.clearPermissions()
    await page.evaluate(() => {
      navigator.geolocation.getCurrentPosition = (_, refused) => refused?.({ code: 1 } as GeolocationPositionError)
    })
    await page.click('[data-position]')
    const said = await page.locator('#search-near').evaluate((field) => (field as HTMLInputElement).validationMessage)
    expect(said).toContain('postcode')
  })
})
