import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const holdsPackage = (folder: string) =>
  existsSync(path.join(folder, 'package.json')) && existsSync(path.join(folder, 'src'))

const above = (folder: string): string => {
  if (holdsPackage(folder)) return folder
  const parent = path.dirname(folder)
  if (parent === folder) throw new Error('the folder of Wellmet was not found above this file')
  return above(parent)
}

/** Wellmet's own folder: migrations, built assets and the demo's data lie below it, wherever the program was built to. */
export const root = above(path.dirname(fileURLToPath(import.meta.url)))
