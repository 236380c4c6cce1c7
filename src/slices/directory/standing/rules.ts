import type { VNode } from 'preact'
import type { AnyDb, Community } from '#kernel/database/database.ts'
import type { Language } from '#kernel/messages/messages.ts'
import type { Actor } from '#kernel/session/actor.ts'

/** What an organisation's page shows that is no listing. The app knows it, this slice asks. */
export interface Standing {
  logo: VNode
  mark: VNode
  partners: VNode
  ways: VNode
}

export interface StandingAsked {
  db: AnyDb
  actor: Actor
  id: string
  now: Date
  language: Language
  community: Pick<Community, 'name' | 'zone'>
}

export type StandingOf = (asked: StandingAsked) => Promise<Standing>
