import { Hono } from 'hono'
import { isValidElement, type VNode } from 'preact'
import type { Community } from '#kernel/database/database.ts'
import { Forbidden, Gone, Invalid, NotFound, type Problem } from '#kernel/errors/errors.ts'
import { type Language, translator } from '#kernel/messages/messages.ts'
import { problemSentences } from '#kernel/messages/problems/problems.ts'
import { Actor } from '#kernel/session/actor.ts'
import { id } from '#kernel/text/text.ts'
import { closedToHelpers, demoOnly, needsSecondStep, openToSuspended, signedIn } from './access.ts'
import { limitKey } from './address.ts'
import { type Answer, seeOther } from './answer.ts'
import { comesFromUs } from './form-token.ts'
import { bodyInput, parsed, queryInput, typedOf, Unreadable } from './input.ts'
import { type Asked, type Route, usualBody } from './registry.ts'
import { replyAnswer, replyPage, replyPreflight, replyProblem } from './reply.ts'
import { type Failure, statusOf } from './view.ts'
import {
  beginVisit,
  communityAt,
  keepLanguage,
  languageOf,
  ownAddress,
  type Platform,
  seenBy,
  tokenFits,
  type Visit,
} from './visit.ts'

/** Everything known once the door is open: who asks, in which community and language. */
interface Inside {
  community: Community
  actor: Actor
  language: Language
}

class Refused extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.kind)
    this.failure = failure
  }
}

const answerWithin = 20_000

/** A form is refused after 30 a minute from one address, unless its route says otherwise. */
const formsPerMinute = 30

const countRequest = (platform: Platform, visit: Visit, route: Route | null) => {
  const key = limitKey(visit.address)
  const changes = route !== null && route.method !== 'GET' && route.effect !== 'reads'
  const rates: [string, number][] = [[`all ${key}`, platform.config.requestsPerMinute]]
  // What a route says of itself holds for reading too: some of it is costly.
  const perMinute = route?.limit.perMinute ?? (changes ? formsPerMinute : null)
  if (route && perMinute !== null) rates.push([`${route.method} ${route.path} ${key}`, perMinute])
  for (const [bucket, perMinute] of rates) {
    const taken = platform.limits.take(bucket, { times: perMinute, minutes: 1 }, visit.now.getTime())
    if (!taken.allowed) throw new Refused({ kind: 'tooMany', retryAfter: taken.retryAfter })
  }
}

/** Counts by what is asked for, not by who asks: many addresses guessing at one account are one flood. */
const countField = (
  platform: Platform,
  visit: Visit,
  route: Route,
  community: Community,
  raw: Record<string, unknown>,
) => {
  const { field, perHour } = route.limit
  if (!field || !perHour || typeof raw[field] !== 'string') return
  const value = raw[field].normalize('NFKC').trim().toLowerCase().slice(0, 320)
  const key = `${community.slug} ${route.path} ${value}`
  const taken = platform.limits.take(key, { times: perHour, minutes: 60 }, visit.now.getTime())
  if (!taken.allowed) throw new Refused({ kind: 'tooMany', retryAfter: taken.retryAfter })
}

/** What somebody took time to write: several words in a field that holds no secret. */
const sentencesIn = (raw: Record<string, unknown>): string[] =>
  Object.entries(raw).flatMap(([field, value]) =>
    typeof value === 'string' && /\S\s+\S/u.test(value) && value.length > 20 && !/password|secret|code/iu.test(field)
      ? [value.toWellFormed()]
      : [],
  )

/** Changing requests come from our own pages: by what the browser says of their origin, and by the form's token. */
const checkOrigin = (
  platform: Platform,
  visit: Visit,
  route: Route,
  inside: Inside,
  { token, ...raw }: Record<string, unknown>,
) => {
  if (route.method === 'GET' || route.withoutToken) return
  if (!comesFromUs(visit.request.headers, visit.host)) throw new Refused({ kind: 'staleForm', written: [] })
  const given = token ?? visit.request.headers.get('x-form-token')
  if (!tokenFits(platform, visit, inside.community, inside.actor, given))
    throw new Refused({ kind: 'staleForm', written: sentencesIn(raw) })
}

/** A suspended person reads and changes nothing: a form leads to the notice that says why and until when. */
const suspendedAway = (route: Route, actor: Actor): Answer | null => {
  if (!actor.suspended || route.effect === 'reads' || openToSuspended(route.path)) return null
  if (route.kind === 'endpoint') throw new Forbidden()
  return seeOther('/account/notices')
}

/** Where a page must not be reached as things stand, another one says why and how to go on. */
const elsewhere = (route: Route, to: string): Answer => {
  if (route.kind === 'endpoint') throw new Forbidden()
  return seeOther(to)
}

const keptOut = (route: Route, { actor, community }: Inside): Answer | null => {
  if (actor.actedBy && closedToHelpers(route)) return elsewhere(route, '/acting')
  if (actor.seesOthers && !actor.hasSecondFactor && !community.demo && needsSecondStep(route))
    return elsewhere(route, '/account/second-step/needed')
  return suspendedAway(route, actor)
}

/** Who may not come in learns nothing: the page does not exist. Only a visitor at a door for members is shown the way in. */
const checkAccess = (route: Route, inside: Inside, visit: Visit): Answer | null => {
  if (route.access === demoOnly && !inside.community.demo) throw new NotFound()
  if (route.access.allows(inside.actor)) return keptOut(route, inside)
  if (route.access === signedIn && route.kind !== 'endpoint') {
    const next = route.kind === 'page' ? `?next=${encodeURIComponent(visit.url.pathname + visit.url.search)}` : ''
    return seeOther(`/sign-in${next}`)
  }
  throw new NotFound()
}

const checkedParams = (route: Route, given: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const shape = route.params[name] ?? id
      const checked = shape.safeParse(value)
      if (!checked.success) throw new NotFound()
      return [name, checked.data]
    }),
  )

const askedOf = (
  visit: Visit,
  route: Route,
  inside: Inside,
  params: Record<string, string>,
): Asked<any, any, any, any> => ({
  community: inside.community,
  db: route.effect === 'reads' ? inside.community.read : inside.community.write,
  actor: inside.actor,
  params,
  input: {},
  now: visit.now,
  t: translator(inside.language, route.catalogue),
  language: inside.language,
  url: visit.url,
  headers: visit.request.headers,
  address: visit.address,
  setHeader: (name, value) => visit.extra.append(name, value),
})

/** Our own sentence for each problem in the reader's language; a sentence that a slice already worded stays. */
export const wordedProblems = (problems: Problem[], language: Language, route: Route | null): Problem[] => {
  const say = translator(language, ...(route ? [route.catalogue] : []), problemSentences)
  const word = (message: string) => {
    if (!/^[a-z][A-Za-z]+$/u.test(message)) return message
    try {
      return say(message)
    } catch {
      return say('notRight')
    }
  }
  return problems.map(({ field, message }) => ({ field, message: word(message) }))
}

const timeLimited = async <Result>(work: Promise<Result> | Result): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refused({ kind: 'unavailable', retryAfter: 10 })), answerWithin)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

const isPage = (result: VNode | Answer): result is VNode => isValidElement(result)

/** A POST that only reads takes its parameters from the address as well, as the standard's twins do; the body is nearer. */
const inputOf = async ({ url, request }: Visit, route: Route, most: number): Promise<Record<string, unknown>> => {
  if (route.method === 'GET') return queryInput(url)
  const body = await bodyInput(request, most)
  return route.effect === 'reads' ? { ...queryInput(url), ...body } : body
}

const handleRoute = async (
  platform: Platform,
  visit: Visit,
  route: Route,
  inside: Inside,
  given: Record<string, string>,
) => {
  const personal = inside.actor.personId !== null || route.shows !== 'public'
  const show = async (node: VNode, status: number) => {
    const seen = seenBy(platform, visit, route, inside.community, inside.actor, inside.language)
    return replyPage(platform, visit, { status, html: platform.view.page(node, seen), route, personal })
  }
  // Who may not come in is not read at length: large bodies are for those who may send them.
  const most = route.access.allows(inside.actor) ? route.maxBody : Math.min(route.maxBody, usualBody)
  const body = await inputOf(visit, route, most)
  const { token: _, ...raw } = body
  checkOrigin(platform, visit, route, inside, body)
  const away = checkAccess(route, inside, visit)
  if (away) return replyAnswer(visit, route, true, away)
  const params = checkedParams(route, given)
  countField(platform, visit, route, inside.community, raw)
  const asked = askedOf(visit, route, inside, params)
  try {
    const result = await timeLimited(route.handle({ ...asked, input: parsed(route, raw) }))
    return isPage(result) ? await show(result, 200) : await replyAnswer(visit, route, personal, result)
  } catch (error) {
    if (!(error instanceof Invalid) || !route.again) throw error
    const problems = wordedProblems(error.problems, inside.language, route)
    return show(await timeLimited(route.again(asked, typedOf(raw), problems)), 422)
  }
}

const failureOf = (platform: Platform, visit: Visit, error: unknown): Failure => {
  if (error instanceof Refused) return error.failure
  if (error instanceof NotFound) return { kind: 'notFound' }
  if (error instanceof Gone) return { kind: 'gone' }
  if (error instanceof Forbidden) return { kind: 'forbidden' }
  if (error instanceof Invalid) return { kind: 'badInput', problems: error.problems }
  if (error instanceof Unreadable)
    return error.status === 413 ? { kind: 'tooLarge' } : { kind: 'unreadable', detail: error.message }
  if (platform.isUnavailable(error)) return { kind: 'unavailable', retryAfter: 5 }
  return { kind: 'bug', reference: visit.id }
}

const wantsData = (visit: Visit, route: Route | null) =>
  route ? route.kind === 'endpoint' : visit.url.pathname.startsWith('/api/')

const replyFailure = async (
  platform: Platform,
  visit: Visit,
  route: Route | null,
  inside: Inside,
  failure: Failure,
) => {
  const status = statusOf[failure.kind]
  const worded =
    failure.kind === 'badInput'
      ? { ...failure, problems: wordedProblems(failure.problems, inside.language, route) }
      : failure
  if (wantsData(visit, route)) {
    const { kind, problems, written: _, ...rest } = { problems: undefined, written: undefined, ...worded }
    return replyProblem(visit, route, status, { title: kind, ...(problems ? { errors: problems } : {}), ...rest })
  }
  const seen = seenBy(platform, visit, route, inside.community, inside.actor, inside.language)
  const html = platform.view.page(platform.view.failure(worded, seen), seen)
  if (failure.kind === 'tooMany' || failure.kind === 'unavailable')
    visit.extra.set('retry-after', String(failure.retryAfter))
  if (failure.kind === 'wrongMethod') visit.extra.set('allow', failure.allow)
  return replyPage(platform, visit, { status, html, route, personal: true })
}

const nobody = Actor.mint(null)

/** Without a database there is nobody to ask who this is: the apology still has the community's name and language. */
const enter = async (platform: Platform, visit: Visit): Promise<Inside> => {
  const community = communityAt(await platform.communities(), visit.host)
  if (!community) throw new Refused({ kind: 'unavailable', retryAfter: 30 })
  visit.url = ownAddress(visit, community)
  keepLanguage(visit)
  return { community, actor: nobody, language: languageOf(visit, community, nobody) }
}

const noCommunity = (visit: Visit) =>
  new Response(
    'There is no community here yet. Whoever runs this adds one with: wellmet community add SLUG --name NAME --zone ZONE\n',
    {
      status: 503,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '30', 'x-request-id': visit.id },
    },
  )

type Given = Record<string, string>

const answer = async (
  platform: Platform,
  route: Route | null,
  request: Request,
  peer: string,
  given: Given,
  refusal: Failure | null,
) => {
  const visit = beginVisit(platform, request, peer)
  const started = performance.now()
  let inside: Inside | null = null
  let response: Response
  try {
    inside = await enter(platform, visit)
    countRequest(platform, visit, route)
    const actor = await timeLimited(platform.sessionOf(inside.community, request.headers, visit.now))
    inside = { ...inside, actor, language: languageOf(visit, inside.community, actor) }
    if (!route || refusal) throw new Refused(refusal ?? { kind: 'notFound' })
    response = await handleRoute(platform, visit, route, inside, given)
  } catch (error) {
    const failure = failureOf(platform, visit, error)
    if (failure.kind === 'bug') platform.log.error({ id: visit.id, route: route?.path, error }, 'bug')
    response = inside ? await replyFailure(platform, visit, route, inside, failure) : noCommunity(visit)
  }
  const seconds = (performance.now() - started) / 1000
  platform.metrics.answered(route?.path ?? 'none', response.status, seconds)
  platform.log.info({
    id: visit.id,
    method: request.method,
    route: route?.path ?? null,
    status: response.status,
    ms: Math.round(seconds * 1000),
  })
  return response
}

const peerOf = (env: unknown) =>
  (env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket?.remoteAddress ??
  '127.0.0.1'

/** Paths without parameters first, so that `/things/new` is not taken for a thing. */
const byPlainness = (a: Route, b: Route) => a.path.split(':').length - b.path.split(':').length

const allowed = (methods: string[]) =>
  [...new Set(methods.includes('GET') ? ['HEAD', ...methods] : methods)].sort().join(', ')

/** The registry as a web application: these routes and no others. */
export const mount = (platform: Platform): Hono => {
  const app = new Hono()
  const methods = new Map<string, string[]>()
  const open = new Map<string, string[]>()
  for (const route of [...platform.routes].sort(byPlainness)) {
    methods.set(route.path, [...(methods.get(route.path) ?? []), route.method])
    if (route.cors) open.set(route.path, [...(open.get(route.path) ?? []), route.method])
    app.on(route.method, route.path, (c) =>
      answer(platform, route, c.req.raw, peerOf(c.env), c.req.param() as Given, null),
    )
  }
  for (const [path, known] of open) app.on('OPTIONS', path, () => replyPreflight(allowed(known)))
  for (const [path, known] of methods) {
    const allow = allowed(known)
    app.all(path, (c) => answer(platform, null, c.req.raw, peerOf(c.env), {}, { kind: 'wrongMethod', allow }))
  }
  app.notFound((c) => answer(platform, null, c.req.raw, peerOf(c.env), {}, { kind: 'notFound' }))
  return app
}
