import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings } from './axe.ts'
import { archive, squareAt } from './tiles.ts'
import { type Place, trafford, type VisitOptions } from './trafford.ts'

const credit = 'Squares of our own & nobody else’s'
const shots = process.env.SHOTS

const looks: [string, VisitOptions][] = [
  ['wide', { viewport: { width: 1280, height: 900 } }],
  ['wide-dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }],
  ['phone', { viewport: { width: 360, height: 740 } }],
  ['phone-dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }],
]

/** With pictures wanted all are taken; else each source has two of them. */
const looksOf = (kind: string) => looks.filter((_, at) => shots || (kind === 'file' ? at % 3 === 0 : at % 3 !== 0))

/** Draws the map in its looks, holds it to what is asked of it, and tells the addresses that it asked for. */
const drawn = async (place: Place, kind: string, squares: (page: Page) => Promise<number>): Promise<string[]> => {
  const everything: string[] = []
  for (const [look, options] of looksOf(kind)) {
    await place.visit(
      '/find?q=food&near=M33',
      async ({ page, complaints, asked }) => {
        const show = page.locator('.map button')
        if (look.startsWith('phone')) await show.first().click()
        await page.locator('.map').scrollIntoViewIfNeeded()
        await expect.poll(() => squares(page), { timeout: 20_000 }).toBeGreaterThanOrEqual(4)
        expect(await page.locator('.leaflet-control-attribution').textContent()).toContain(credit)
        expect(await page.locator('.pin').count()).toBeGreaterThan(5)
        if (shots) await page.locator('.map').screenshot({ path: `${shots}/map-${kind}-${look}.png` })
        if (look === 'phone-dark' || look === 'phone') expect(await axeFindings(page)).toEqual([])
        expect([look, complaints]).toEqual([look, []])
        everything.push(...asked)
      },
      options,
    )
  }
  return everything
}

/** How many squares have something on them. */
const painted = (page: Page) =>
  page.evaluate(() => {
    const squares = [...document.querySelectorAll<HTMLCanvasElement>('canvas.leaflet-tile')]
    return squares.filter(
      (one) => one.width === 256 && one.getContext('2d')?.getImageData(20, 20, 1, 1).data[3] === 255,
    ).length
  })

const loaded = (page: Page) =>
  page.evaluate(() => {
    const squares = [...document.querySelectorAll<HTMLImageElement>('img.leaflet-tile')]
    return squares.filter((one) => one.naturalWidth === 256).length
  })

describe('a .pmtiles file on this machine', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'wellmet-tiles-'))
  const file = path.join(folder, 'trafford.pmtiles')
  let bytes: Buffer
  let place: Place
  beforeAll(async () => {
    bytes = await archive()
    writeFileSync(file, bytes)
    place = await trafford({ WELLMET_TILES: file, WELLMET_TILES_ATTRIBUTION: credit })
  })
  afterAll(async () => {
    await place.stop()
    rmSync(folder, { recursive: true })
  })

  test('is the ground of the map, and nobody else is asked', async () => {
    const asked = await drawn(place, 'file', painted)
    expect(asked.filter((address) => !address.startsWith(place.origin))).toEqual([])
  }, 90_000)

  test('is read part by part', async () => {
    const visitor = await place.here.as(null)
    const part = await visitor.get('/map/tiles.pmtiles', { range: 'bytes=0-126' })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 0-126/${bytes.byteLength}`])
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(0, 127))
    const end = await visitor.get('/map/tiles.pmtiles', { range: 'bytes=-5' })
    expect(Buffer.from(await end.arrayBuffer())).toEqual(bytes.subarray(-5))
    for (const range of [`bytes=${bytes.byteLength}-`, 'bytes=9-2', 'bytes=0-1,5-6', 'pages=1-2'])
      expect((await visitor.get('/map/tiles.pmtiles', { range })).status).toBe(416)
  })
})

describe('a tile server that the operator named', () => {
  let server: Server
  let origin: string
  let place: Place
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const square = await squareAt(request.url ?? '')
      response.writeHead(square ? 200 : 404, { 'content-type': 'image/png' }).end(square ?? '')
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    place = await trafford({ WELLMET_TILES: `${origin}/{z}/{x}/{y}.png`, WELLMET_TILES_ATTRIBUTION: credit })
  })
  afterAll(async () => {
    await place.stop()
    server.close()
  })

  test('gives the squares, and no other is asked', async () => {
    const asked = await drawn(place, 'server', loaded)
    const elsewhere = asked.filter((address) => !address.startsWith(place.origin))
    expect(elsewhere.length).toBeGreaterThan(3)
    expect(elsewhere.filter((address) => !address.startsWith(origin))).toEqual([])
  }, 90_000)
})
