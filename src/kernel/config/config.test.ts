import { expect, test } from 'vitest'
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
