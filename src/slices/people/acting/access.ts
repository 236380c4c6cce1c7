import type { Actor } from '#kernel/session/actor.ts'
import type { MandateKind } from './rules.ts'

interface Mandated {
  kind: MandateKind
  personId: string
  helperId: string | null
}

type Who = Pick<Actor, 'personId' | 'actedBy' | 'is'>

/** Whoever sits at the community's desk. */
export const isAtDesk = (actor: Pick<Actor, 'is'>): boolean => actor.is('navigator') || actor.is('steward')

export const may = {
  /** Nobody acts for a third through a second, nor for themselves. */
  begin: (actor: Who, { kind, personId, helperId }: Mandated): boolean =>
    actor.actedBy === null &&
    actor.personId !== null &&
    actor.personId !== personId &&
    (kind === 'desk' ? isAtDesk(actor) : helperId === actor.personId),

  /** The one for whom, the one who acts, and the desk, which hears «stop» by phone. */
  end: (actor: Who, { kind, personId, helperId }: Mandated): boolean =>
    actor.actedBy === null &&
    actor.personId !== null &&
    (actor.personId === personId || actor.personId === helperId || (kind !== 'helper' && isAtDesk(actor))),
}
