import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { BadConfig, readConfig } from './config.ts'

test('without any setting it listens on this machine alone', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    url: 'http://localhost:3000',
    databaseUrl: null,
  })
})

test('every mistake is named at once', () => {
  const mistakes = (() => {
    try {
      readConfig({ PORT: 'seven', SMTP_URL: 'mail.example', WELLMET_SECRET: 'short', WELLMET_URL: 'ftp://x' })
      return []
    } catch (error) {
      return error instanceof BadConfig ? error.mistakes : []
    }
  })()
  expect(mistakes.map((mistake) => mistake.split(':')[0])).toEqual([
    'PORT',
    'WELLMET_URL',
    'SMTP_URL',
    'WELLMET_SECRET',
  ])
})

test('an external database needs a secret that all nodes share', () => {
  expect(() => readConfig({ DATABASE_URL: 'postgres://x@localhost/y' })).toThrow('WELLMET_SECRET')
})

test('metrics never share the public port', () => {
  expect(() => readConfig({ METRICS_PORT: '3000' })).toThrow('METRICS_PORT')
})

test('an empty variable is no setting', () => {
  expect(readConfig({ PORT: '', SMTP_URL: '' })).toMatchObject({ port: 3000, smtpUrl: null })
})

describe('tiles', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'wellmet-config-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const archive = (name: string, kind: number) => {
    const header = Buffer.alloc(127)
    header.write('PMTiles', 'latin1')
    header[7] = 3
    header[99] = kind
    writeFileSync(path.join(folder, name), header)
    return path.join(folder, name)
  }

  test('come from an address, or out of a file of pictures that stands here', () => {
    const address = 'https://tiles.example/{z}/{x}/{y}.png'
    expect(readConfig({ WELLMET_TILES: address }).tiles).toMatchObject({ url: address, file: null })
    const file = archive('town.pmtiles', 2)
    expect(readConfig({ WELLMET_TILES: file }).tiles).toMatchObject({ url: '/map/tiles.pmtiles', file })
  })

  test.each([
    ['an address without its parts', () => 'https://tiles.example/map.png', 'must have {z}, {x} and {y}'],
    ['a file that is not there', () => path.join(folder, 'none.pmtiles'), 'cannot be read'],
    ['a file of another kind', () => path.join(folder, 'town.png'), 'a .pmtiles file'],
    ['vector tiles', () => archive('vector.pmtiles', 1), 'vector tiles'],
  ])('%s is refused with what to do', (_, tiles, because) => {
    expect(() => readConfig({ WELLMET_TILES: tiles() })).toThrow(because)
  })
})
