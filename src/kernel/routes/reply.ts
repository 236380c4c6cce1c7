import type { Answer } from './answer.ts'
import { ownPath } from './answer.ts'
import { codingFor, compressed, entityTag, isText, matches } from './answering.ts'
import { partOf } from './disk.ts'
import { commonHeaders, contentPolicy, filePolicy } from './headers.ts'
import type { Route } from './registry.ts'
import { keepNotice, type Platform, type Visit } from './visit.ts'

/** Personal answers and sensitive pages are kept by nobody; public ones may be kept but are asked for again each time, which a 304 makes cheap. */
const cachePolicy = (route: Route | null, personal: boolean) => {
  if (personal || !route || route.shows !== 'public' || route.sensitive) return 'no-store'
  return route.maxAge === null
    ? 'no-cache'
    : `public, max-age=${route.maxAge}${route.maxAge > 86_400 ? ', immutable' : ''}`
}

const headersFor = (visit: Visit, own: Record<string, string>, framed = false): Headers => {
  const headers = new Headers({ ...commonHeaders(visit.secure, framed), 'x-request-id': visit.id, ...own })
  for (const [name, value] of visit.extra) headers.append(name, value)
  return headers
}

const withBody = async (visit: Visit, status: number, body: Buffer, headers: Headers): Promise<Response> => {
  const packed = await compressed(body, codingFor(visit.request.headers.get('accept-encoding')))
  if (packed.coding) headers.set('content-encoding', packed.coding)
  headers.append('vary', 'Accept-Encoding')
  headers.set('content-length', String(packed.body.byteLength))
  return new Response(new Uint8Array(packed.body), { status, headers })
}

interface Html {
  status: number
  html: string
  route: Route | null
  personal: boolean
}

/** A page. The 304 leaves the policy out: the kept page keeps the one that its nonce fits. */
export const replyPage = async (
  platform: Platform,
  visit: Visit,
  { status, html, route, personal }: Html,
): Promise<Response> => {
  const framed = route?.framed ?? false
  const setsCookie = visit.extra.has('set-cookie')
  const policyFor = cachePolicy(route, personal)
  const cache = setsCookie && policyFor !== 'no-store' ? 'private, no-cache' : policyFor
  const tag = entityTag(html, visit.nonce)
  const common = { 'cache-control': cache, vary: 'Cookie, Accept-Language', etag: tag }
  const { headers } = visit.request
  if (status === 200 && cache !== 'no-store' && !setsCookie && matches(headers.get('if-none-match'), tag)) {
    return new Response(null, { status: 304, headers: headersFor(visit, common, framed) })
  }
  const tiles = platform.config.tiles?.url ?? null
  const policy = contentPolicy({ nonce: visit.nonce, secure: visit.secure, tiles, framed })
  return withBody(
    visit,
    status,
    Buffer.from(html),
    headersFor(
      visit,
      { ...common, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
      framed,
    ),
  )
}

/** What a script on another site needs in order to read an answer, be it good or a problem. */
const openTo = (route: Route | null): Record<string, string> =>
  route?.cors
    ? {
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'ETag, Retry-After, X-Request-Id',
        'cross-origin-resource-policy': 'cross-origin',
      }
    : {}

const dataHeaders = (visit: Visit, route: Route, personal: boolean, type: string): Record<string, string> => ({
  'content-type': type,
  'cache-control': cachePolicy(route, personal),
  'content-security-policy': filePolicy,
  ...openTo(route),
  ...(route.shows === 'public' ? { vary: 'Accept-Language' } : { vary: 'Cookie' }),
  ...(visit.extra.has('set-cookie') ? { 'cache-control': 'no-store' } : {}),
})

const replyData = async (visit: Visit, route: Route, personal: boolean, status: number, body: string, type: string) => {
  const tag = entityTag(body)
  const own = { ...dataHeaders(visit, route, personal, type), etag: tag }
  if (status === 200 && visit.request.method !== 'POST' && matches(visit.request.headers.get('if-none-match'), tag)) {
    return new Response(null, { status: 304, headers: headersFor(visit, own) })
  }
  return withBody(visit, status, Buffer.from(body), headersFor(visit, own))
}

/** RFC 6266: the plain name in ASCII for old clients, the real one in UTF-8. */
const disposition = (name: string | null, inline: boolean) => {
  const kind = inline ? 'inline' : 'attachment'
  if (!name) return kind
  const plain = name.replace(/[^\w. -]/gu, '_')
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`
}

type FileAnswer = Extract<Answer, { kind: 'file' }>

const replyFile = async (visit: Visit, route: Route, personal: boolean, answer: FileAnswer): Promise<Response> => {
  const own = {
    ...dataHeaders(visit, route, personal, answer.type),
    'content-disposition': disposition(answer.name, answer.inline),
  }
  if (answer.body instanceof ReadableStream) return new Response(answer.body, { headers: headersFor(visit, own) })
  const tag = entityTag(answer.body)
  if (matches(visit.request.headers.get('if-none-match'), tag)) {
    return new Response(null, { status: 304, headers: headersFor(visit, { ...own, etag: tag }) })
  }
  const headers = headersFor(visit, { ...own, etag: tag })
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : Buffer.from(answer.body)
  if (isText(answer.type)) return withBody(visit, 200, body, headers)
  return new Response(new Uint8Array(body), { headers })
}

type AssetAnswer = Extract<Answer, { kind: 'asset' }>

const replyAsset = (visit: Visit, route: Route, answer: AssetAnswer): Response => {
  const wanted = codingFor(visit.request.headers.get('accept-encoding'))
  const twin = wanted === 'br' ? answer.br : wanted === 'gzip' ? answer.gzip : null
  const headers = headersFor(visit, {
    'content-type': answer.type,
    'cache-control': cachePolicy(route, false),
    vary: 'Accept-Encoding',
    ...(twin ? { 'content-encoding': wanted! } : {}),
  })
  const body = twin ?? answer.plain
  headers.set('content-length', String(body.byteLength))
  return new Response(new Uint8Array(body), { headers })
}

/** One part of a file, as asked for; never the whole of what may be gigabytes. */
const replyDisk = async (visit: Visit, route: Route, { path, type }: Extract<Answer, { kind: 'disk' }>) => {
  const part = await partOf(path, visit.request.headers.get('range'))
  const own = {
    'content-type': type,
    'accept-ranges': 'bytes',
    'cache-control': cachePolicy(route, false),
    etag: part.tag,
  }
  if (!part.bytes) {
    return new Response(null, {
      status: 416,
      headers: headersFor(visit, { ...own, 'content-range': `bytes */${part.size}` }),
    })
  }
  const range = `bytes ${part.from}-${part.from + part.bytes.byteLength - 1}/${part.size}`
  return new Response(part.bytes, { status: 206, headers: headersFor(visit, { ...own, 'content-range': range }) })
}

/** Anything that is no page, as HTTP. */
export const replyAnswer = (
  visit: Visit,
  route: Route,
  personal: boolean,
  answer: Answer,
): Promise<Response> | Response => {
  if (answer.kind === 'json') {
    const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
    return replyData(visit, route, personal, answer.status, body, answer.type)
  }
  if (answer.kind === 'file') return replyFile(visit, route, personal, answer)
  if (answer.kind === 'asset') return replyAsset(visit, route, answer)
  if (answer.kind === 'disk') return replyDisk(visit, route, answer)
  if (answer.notice) keepNotice(visit, answer.notice)
  return new Response(null, {
    status: 303,
    headers: headersFor(visit, { location: ownPath(answer.to, '/'), 'cache-control': 'no-store' }),
  })
}

/** A problem in the standard form (RFC 9457), without a word about how we are built. */
export const replyProblem = (
  visit: Visit,
  route: Route | null,
  status: number,
  detail: Record<string, unknown>,
): Response =>
  new Response(JSON.stringify({ type: 'about:blank', status, ...detail }), {
    status,
    headers: headersFor(visit, {
      ...openTo(route),
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(typeof detail.retryAfter === 'number' ? { 'retry-after': String(detail.retryAfter) } : {}),
      ...(typeof detail.allow === 'string' ? { allow: detail.allow } : {}),
    }),
  })

/** A browser asks before a script of another site sends JSON to what any site may read. No cookie or key goes along. */
export const replyPreflight = (allow: string): Response =>
  new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': allow,
      'access-control-allow-headers': 'Content-Type, If-None-Match',
      'access-control-max-age': '86400',
      allow,
    },
  })
