import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { ladder } from '#app/slices.ts'
import { allMigrations } from '#kernel/database/migrations.ts'
import { openDatabase } from '#kernel/database/open.ts'
import { loadTrafford } from '#slices/directory/seed.ts'
import { within } from '../within.ts'

declare module 'vitest' {
  interface ProvidedContext {
    trafford: string
  }
}

/** Loads the open data of Trafford once for all files: each copies the filled database as it copies the empty one. */
export default async function setup(project: TestProject) {
  const { postgres, template } = project.getProvidedContext()
  const trafford = `${template}_trafford`
  const admin = new pg.Client(postgres)
  await admin.connect()
  await admin.query(`create database ${trafford} template ${template}`)
  const database = await openDatabase({ connection: within(postgres, trafford), migrations: allMigrations(ladder) })
  await loadTrafford((await database.community('town'))!)
  await database.owner.query('vacuum analyze')
  await database.stop()
  project.provide('trafford', trafford)
  return async () => {
    await admin.query(`drop database if exists ${trafford} with (force)`)
    await admin.end()
  }
}
