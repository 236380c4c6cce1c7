import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { NotFound } from '#kernel/errors/errors.ts'
import { anyone } from './access.ts'
import { type Route, routes } from './registry.ts'

interface Asset {
  type: string
  plain: Buffer
  br: Buffer | null
  gzip: Buffer | null
}

/** The built stylesheet, scripts, font and pictures, held in memory with their compressed twins. */
export interface Assets {
  /** `site.css` → `/assets/site-4f2a91c3.css` */
  address: (name: string) => string
  routes: Route[]
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.json': 'application/json',
}

const maybeFile = (name: string) => {
  try {
    return readFileSync(name)
  } catch {
    return null
  }
}

const load = (folder: string, name: string): Asset => {
  const at = path.join(folder, name)
  return {
    type: types[path.extname(name)] ?? 'application/octet-stream',
    plain: readFileSync(at),
    br: maybeFile(`${at}.br`),
    gzip: maybeFile(`${at}.gz`),
  }
}

/**
 * Reads what `npm run build` put into `folder`: `manifest.json` (plain name → hashed name) and the files. The hash is in the
 * name, so browsers keep a file for a year and never ask again.
 */
export const openAssets = (folder: string): Assets => {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as Record<string, string>
  const files = new Map(Object.values(manifest).map((name) => [name, load(folder, name)]))
  const name = z.string().regex(/^[\w.-]{1,120}$/u)
  return {
    address: (plain) => {
      const hashed = manifest[plain]
      if (!hashed) throw new Error(`no built asset «${plain}»: run npm run build`)
      return `/assets/${hashed}`
    },
    routes: routes('app', { en: {}, es: {}, ar: {} }, ({ endpoint }) => [
      endpoint(
        'GET',
        '/assets/:file',
        {
          access: anyone,
          effect: 'reads',
          shows: 'public',
          params: { file: name },
          about: 'A built file, kept for ever',
          maxAge: 31_536_000,
        },
        ({ params }) => {
          const found = files.get(params.file)
          if (!found) throw new NotFound()
          return { kind: 'asset', ...found }
        },
      ),
      endpoint(
        'GET',
        '/offline-worker.js',
        {
          access: anyone,
          effect: 'reads',
          shows: 'public',
          about: 'The service worker, at the root that it serves: never kept, so that a new one is met',
        },
        () => {
          const worker = files.get(manifest['offline-worker.js'] ?? '')
          if (!worker) throw new NotFound()
          return { kind: 'asset', ...worker }
        },
      ),
    ]),
  }
}
