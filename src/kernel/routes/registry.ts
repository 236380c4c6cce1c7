import type { VNode } from 'preact'
import type { z } from 'zod'
import type { Community, Db } from '#kernel/database/database.ts'
import type { Problem } from '#kernel/errors/errors.ts'
import type { Catalogue, Language, T } from '#kernel/messages/messages.ts'
import type { Actor } from '#kernel/session/actor.ts'
import type { Access } from './access.ts'
import type { Answer } from './answer.ts'

/** What a route does to the world. `reads` runs on connections that refuse writes; `sends` also leaves the house (mail). */
export type Effect = 'reads' | 'writes' | 'sends'

/** The kind of personal data that the answer may hold; all but `public` is never cached by anybody. */
export type Shows = 'public' | 'own' | 'personal' | 'confidential'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Everything that a handler may know. It cannot reach another community, another slice's tables, or the raw request's trust. */
export interface Asked<Tables, Key extends string, Input, Path extends string> {
  community: Community
  db: Db<Tables>
  actor: Actor
  params: Params<Path>
  input: Input
  now: Date
  t: T<Key>
  language: Language
  url: URL
  headers: Headers
  /** The caller's address as far as trusted proxies say it; for rate limits only, never stored. */
  address: string
  /** Unlocks text that only this request may hold, e.g. for sign-in cookies: appended to the answer. */
  setHeader: (name: string, value: string) => void
}

/** `/services/:id` → `{ id: string }` (each a UUID, or the route answers 404 before its handler runs). */
export type Params<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { [K in Name]: string } & Params<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? { [K in Name]: string }
    : Record<never, string>

interface Common<Schema extends z.ZodType> {
  access: Access
  input?: Schema
  /** Shapes of path parameters that are no UUIDs. */
  params?: Record<string, z.ZodType<string>>
  /** One sentence for the API's page and the registry's table. */
  about?: string
}

export interface PageOptions<Schema extends z.ZodType> extends Common<Schema> {
  shows: Shows
  /** Shows «leave this site quickly» and keeps the page out of the history where the browser lets us. */
  sensitive?: boolean
  /** Any site may show this page in a frame of its own: only what is public, changes nothing and knows nobody. */
  framed?: boolean
  /** Seconds for which browsers and proxies may keep a public page for a visitor; without it, they ask each time (ETag). */
  maxAge?: number
}

export interface ActionOptions<Schema extends z.ZodType> extends Common<Schema> {
  effect: 'writes' | 'sends'
  /** Requests a minute from one address (default 30), and for one value of an input field: `{ field: 'email', perHour: 10 }`. */
  limit?: { perMinute?: number; field?: string; perHour?: number }
  /** A form from outside (one-click unsubscribe of RFC 8058) carries no token of ours. Each use needs a reason. */
  withoutToken?: { because: string }
  /** No script and other site may post here with a token; the body limit in bytes (default 256 KiB). */
  maxBody?: number
}

export interface EndpointOptions<Schema extends z.ZodType> extends Common<Schema> {
  effect: Effect
  shows: Shows
  /** zod shape of the JSON that comes back, for OpenAPI. */
  output?: z.ZodType
  maxAge?: number
  /** Any site may read this answer (`Access-Control-Allow-Origin: *`); only for public data. */
  cors?: boolean
  limit?: { perMinute?: number; field?: string; perHour?: number }
  withoutToken?: { because: string }
  maxBody?: number
}

export type Inputs<Schema> = Schema extends z.ZodType ? z.output<Schema> : Record<never, never>

/** What was typed, for showing a form again: never trusted, only shown. */
export type Typed = Record<string, string>

export interface Route {
  slice: string
  kind: 'page' | 'action' | 'endpoint'
  method: Method
  path: string
  access: Access
  effect: Effect
  shows: Shows
  input: z.ZodType | null
  output: z.ZodType | null
  params: Record<string, z.ZodType<string>>
  sensitive: boolean
  framed: boolean
  cors: boolean
  maxAge: number | null
  limit: { perMinute?: number; field?: string; perHour?: number }
  withoutToken: string | null
  maxBody: number
  about: string
  catalogue: Catalogue<any>
  handle: (asked: Asked<any, any, any, any>) => Promise<VNode | Answer> | VNode | Answer
  again: ((asked: Asked<any, any, any, any>, typed: Typed, problems: Problem[]) => Promise<VNode> | VNode) | null
}

type Handler<Tables, Key extends string, Schema, Path extends string, Result> = (
  asked: Asked<Tables, Key, Inputs<Schema>, Path>,
) => Promise<Result> | Result

interface Makers<Tables, Key extends string> {
  /** GET, HTML. Returns the page, or an answer (a redirect to the canonical address). */
  page<Path extends string, Schema extends z.ZodType = never>(
    path: Path,
    options: PageOptions<Schema>,
    handle: Handler<Tables, Key, Schema, Path, VNode | Answer>,
  ): Route
  /**
   * POST of a form. Returns `seeOther(…)`. Bad input shows the form again (422) with its values and an error summary, by `again`,
   * which the handler may also reach by throwing `Invalid`; every action with input needs it.
   */
  action<Path extends string, Schema extends z.ZodType = never>(
    path: Path,
    options: ActionOptions<Schema>,
    handle: Handler<Tables, Key, Schema, Path, Answer>,
    again?: (asked: Asked<Tables, Key, unknown, Path>, typed: Typed, problems: Problem[]) => Promise<VNode> | VNode,
  ): Route
  /** JSON, a feed, a file. Errors are `application/problem+json` (RFC 9457). */
  endpoint<Path extends string, Schema extends z.ZodType = never>(
    method: Method,
    path: Path,
    options: EndpointOptions<Schema>,
    handle: Handler<Tables, Key, Schema, Path, Answer>,
  ): Route
}

/** Bytes of a body, where a route does not ask for more. */
export const usualBody = 256 * 1024

const defaults = {
  input: null,
  output: null,
  params: {},
  sensitive: false,
  framed: false,
  cors: false,
  maxAge: null,
  limit: {},
  maxBody: usualBody,
  about: '',
  again: null,
}

/**
 * The routes of one slice. `makers` know the slice's tables and its sentences, so a handler that asks another slice's table
 * or an unknown sentence does not compile.
 */
export const routes = <Tables, Key extends string = string>(
  slice: string,
  catalogue: Catalogue<Key>,
  list: (makers: Makers<Tables, Key>) => Route[],
): Route[] => {
  const common = { ...defaults, slice, catalogue }
  return list({
    page: (path, options, handle) => ({
      ...common,
      ...options,
      input: options.input ?? null,
      kind: 'page',
      method: 'GET',
      path,
      effect: 'reads',
      withoutToken: null,
      handle,
    }),
    action: (path, options, handle, again) => ({
      ...common,
      ...options,
      input: options.input ?? null,
      kind: 'action',
      method: 'POST',
      path,
      shows: 'own',
      limit: options.limit ?? {},
      withoutToken: options.withoutToken?.because ?? null,
      handle,
      again: again ?? null,
    }),
    endpoint: (method, path, options, handle) => ({
      ...common,
      ...options,
      input: options.input ?? null,
      output: options.output ?? null,
      kind: 'endpoint',
      method,
      path,
      limit: options.limit ?? {},
      withoutToken: options.withoutToken?.because ?? null,
      handle,
    }),
  } as Makers<Tables, Key>)
}
