import type { VNode } from 'preact'
import type { Community } from '#kernel/database/database.ts'
import type { Problem } from '#kernel/errors/errors.ts'
import type { Language } from '#kernel/messages/messages.ts'
import type { Actor } from '#kernel/session/actor.ts'
import type { Route } from './registry.ts'

/** What the frame around a page may know about the request. */
export interface Seen {
  route: Route | null
  community: Community
  actor: Actor
  language: Language
  url: URL
  nonce: string
  formToken: () => string
  notice: string | null
}

/** Why there is no page, in kinds that the app words for people. `reference` finds the line in the log. */
export type Failure =
  | { kind: 'notFound' }
  | { kind: 'forbidden' }
  | { kind: 'gone' }
  /** `written`: sentences of the form that came too late, so that nobody has to write them twice. */
  | { kind: 'staleForm'; written: string[] }
  | { kind: 'badInput'; problems: Problem[] }
  | { kind: 'tooLarge' }
  | { kind: 'unreadable'; detail: string }
  | { kind: 'wrongMethod'; allow: string }
  | { kind: 'tooMany'; retryAfter: number }
  | { kind: 'unavailable'; retryAfter: number }
  | { kind: 'bug'; reference: string }

export const statusOf: Record<Failure['kind'], number> = {
  notFound: 404,
  forbidden: 403,
  gone: 410,
  staleForm: 403,
  badInput: 422,
  tooLarge: 413,
  unreadable: 400,
  wrongMethod: 405,
  tooMany: 429,
  unavailable: 503,
  bug: 500,
}

/** How nodes become a document: the kernel knows no component, so the app brings them. */
export interface View {
  page: (node: VNode, seen: Seen) => string
  failure: (failure: Failure, seen: Seen) => VNode
}
