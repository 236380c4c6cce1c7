// A program for tests that kill it: the whole of Wellmet over a database that lives on, answering on a port that it says.

import pino from 'pino'
import { openWellmet } from '#app/wellmet.ts'
import { readConfig } from '#kernel/config/config.ts'
import { openDatabase } from '#kernel/database/open.ts'
import { listen } from '#kernel/routes/listen.ts'

const { connection, settings } = JSON.parse(process.argv[2]!)
const database = await openDatabase({ connection, migrations: [] })
const endless = { take: () => ({ allowed: true }) as const }
const wellmet = openWellmet(readConfig(settings), database, { log: pino({ level: 'silent' }), limits: endless })
const { port } = await listen(wellmet.app, { host: '127.0.0.1', port: 0 })
process.stdout.write(`answers at ${port}\n`)
