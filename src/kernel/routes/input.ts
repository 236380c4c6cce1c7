import type { z } from 'zod'
import { Invalid, type Problem } from '#kernel/errors/errors.ts'
import type { Route, Typed } from './registry.ts'

/** The body cannot be read as what it says it is, is too large, or is of a kind that we do not take. */
export class Unreadable extends Error {
  override name = 'Unreadable'
  readonly status: 400 | 413 | 415
  constructor(status: 400 | 413 | 415, message: string) {
    super(message)
    this.status = status
  }
}

type Raw = Record<string, unknown>

/** No form of ours comes near it; what has more is written to keep us busy. */
const mostFields = 2_000

/**
 * A key that comes once is a value, one that comes again is a list; the order is kept.
 * @throws Unreadable where there are more pairs than any form of ours has
 */
const gathered = (pairs: Iterable<[string, unknown]>): Raw => {
  const lists = new Map<string, unknown[]>()
  let count = 0
  for (const [key, value] of pairs) {
    if (++count > mostFields) throw new Unreadable(413, 'too many fields')
    const known = lists.get(key)
    // Copying the list for each value would make sixty thousand values a minute's work.
    if (known) known.push(value)
    else lists.set(key, [value])
  }
  return Object.fromEntries([...lists].map(([key, values]) => [key, values.length === 1 ? values[0] : values]))
}

/** Parameters of a GET, without the language switch, which is every page's. */
export const queryInput = (url: URL): Raw => {
  const { lang: _, ...raw } = gathered(url.searchParams)
  return raw
}

/** Reads a body up to `max` bytes and not one further: a length that lies does not help. */
const bytesOf = async (request: Request, max: number): Promise<Uint8Array<ArrayBuffer>> => {
  if (Number(request.headers.get('content-length') ?? 0) > max) throw new Unreadable(413, 'the body is too large')
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.byteLength
    if (size > max) throw new Unreadable(413, 'the body is too large')
    parts.push(part)
  }
  return Uint8Array.from(Buffer.concat(parts))
}

const fewFields = (raw: Raw): Raw => {
  if (Object.keys(raw).length > mostFields) throw new Unreadable(413, 'too many fields')
  return raw
}

const jsonInput = (bytes: Uint8Array): Raw => {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes) || '{}')
    if (value && typeof value === 'object' && !Array.isArray(value)) return fewFields(value as Raw)
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable(400, 'the body is not JSON in UTF-8')
  }
  throw new Unreadable(400, 'the body must be a JSON object')
}

const multipartInput = async (bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Raw> => {
  try {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
    return gathered(form.entries() as Iterable<[string, unknown]>)
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable(400, 'the form could not be read')
  }
}

/**
 * The body of a POST as names and values. Takes forms (both encodings) and JSON, nothing else; a JSON body to a form's address
 * is fine, a form cannot be sent as text/plain (which a foreign page could do without asking).
 * @throws Unreadable with the status to answer
 */
export const bodyInput = async (request: Request, maxBody: number): Promise<Raw> => {
  const bytes = await bytesOf(request, maxBody)
  const type = request.headers.get('content-type') ?? ''
  if (bytes.byteLength === 0) return {}
  if (/^application\/x-www-form-urlencoded\b/iu.test(type)) {
    return gathered(new URLSearchParams(new TextDecoder().decode(bytes)))
  }
  if (/^multipart\/form-data\b/iu.test(type)) return multipartInput(bytes, type)
  if (/^application\/(json|[\w.+-]+\+json)\b/iu.test(type)) return jsonInput(bytes)
  throw new Unreadable(415, 'send a form or JSON')
}

/** Our shapes name a sentence as their message; for zod's own checks the sentence follows from what was checked. */
const sentenceFor = (issue: z.core.$ZodIssue): string => {
  if (/^[a-z][A-Za-z]+$/u.test(issue.message)) return issue.message
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? 'missing' : issue.expected === 'number' ? 'notANumber' : 'notRight'
  if (issue.code === 'too_small')
    return issue.origin === 'string' ? (issue.minimum === 1 ? 'missing' : 'tooShort') : 'tooSmall'
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'tooLong' : 'tooLarge'
  if (issue.code === 'invalid_value') return 'notAChoice'
  return issue.code === 'invalid_format' && issue.format === 'email' ? 'notAnEmail' : 'notRight'
}

const problemsOf = (error: z.ZodError): Problem[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((field) => ({ field, message: 'unknownField' }))
      : [{ field: issue.path.join('.'), message: sentenceFor(issue) }],
  )

/**
 * What was sent, parsed whole by the route's own shape.
 * @throws Invalid naming each field
 */
export const parsed = (route: Route, raw: Raw): unknown => {
  if (!route.input) return {}
  const result = route.input.safeParse(raw, { reportInput: true })
  if (!result.success) throw new Invalid(problemsOf(result.error))
  return result.data
}

/** What was typed, to show it again: texts only, never passwords, cut at a length that a page can bear. */
export const typedOf = (raw: Raw): Typed =>
  Object.fromEntries(
    Object.entries(raw)
      .filter(([key, value]) => typeof value === 'string' && !/password|code|token|secret/iu.test(key))
      .map(([key, value]) => [key, (value as string).toWellFormed().replaceAll('\u0000', '').slice(0, 20_000)]),
  )
