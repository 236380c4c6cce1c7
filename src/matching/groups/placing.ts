import type { Availabilities } from './problem.ts'

/**
 * Who is in which slot, with as many people as the opened groups can take: a matching kept at its maximum by augmenting
 * paths while groups open and close. Organisation caps count at the slot (cap × groups there) and so stay a flow.
 */
export class Placing {
  readonly open: Int32Array
  readonly slotOf: Int32Array
  readonly count: Int32Array
  placed = 0
  /** Availabilities looked at so far: the measure by which a search is bounded, the same on every machine. */
  work = 0

  private readonly a: Availabilities
  private readonly ofOrganisation: Int32Array
  private readonly members: number[][]
  private readonly at: Int32Array
  private readonly seenPerson: Int32Array
  private readonly seenSlot: Int32Array
  private readonly seenCap: Int32Array
  private readonly displacedBy: Int32Array
  private readonly queue: Int32Array
  private readonly trail: Int32Array
  private stamp = 0

  constructor(availabilities: Availabilities) {
    const { people, slots, organisations } = availabilities
    this.a = availabilities
    this.open = new Int32Array(slots)
    this.slotOf = new Int32Array(people).fill(-1)
    this.count = new Int32Array(slots)
    this.ofOrganisation = new Int32Array(slots * organisations)
    this.members = Array.from({ length: slots }, () => [])
    this.at = new Int32Array(people)
    this.seenPerson = new Int32Array(people)
    this.seenSlot = new Int32Array(slots)
    this.seenCap = new Int32Array(slots * organisations)
    this.displacedBy = new Int32Array(people)
    this.queue = new Int32Array(people)
    this.trail = new Int32Array(slots * (organisations + 1))
  }

  membersOf(slot: number): readonly number[] {
    return this.members[slot]!
  }

  private enter(person: number, slot: number) {
    const organisation = this.a.organisationOf[person]!
    this.slotOf[person] = slot
    this.at[person] = this.members[slot]!.push(person) - 1
    this.count[slot]!++
    this.placed++
    if (organisation >= 0) this.ofOrganisation[slot * this.a.organisations + organisation]!++
  }

  private leave(person: number) {
    const slot = this.slotOf[person]!
    const organisation = this.a.organisationOf[person]!
    const last = this.members[slot]!.pop()!
    if (last !== person) {
      this.members[slot]![this.at[person]!] = last
      this.at[last] = this.at[person]!
    }
    this.slotOf[person] = -1
    this.count[slot]!--
    this.placed--
    if (organisation >= 0) this.ofOrganisation[slot * this.a.organisations + organisation]!--
  }

  private capFull(slot: number, organisation: number) {
    return (
      organisation >= 0 &&
      this.ofOrganisation[slot * this.a.organisations + organisation]! >= this.a.cap * this.open[slot]!
    )
  }

  /** One group fewer in the slot: who no longer fits stands without, until `fill`. */
  close(slot: number): void {
    this.open[slot]!--
    const over = this.members[slot]!.filter(
      (person) => this.open[slot] === 0 || this.capFull(slot, this.a.organisationOf[person]!),
    )
    for (const person of over)
      if (
        this.open[slot] === 0 ||
        this.ofOrganisation[slot * this.a.organisations + this.a.organisationOf[person]!]! >
          this.a.cap * this.open[slot]!
      )
        this.leave(person)
    while (this.count[slot]! > this.a.size * this.open[slot]!) this.leave(this.members[slot]!.at(-1)!)
  }

  /** Places all who can be placed by moving others on; afterwards no plan with these slots places more. */
  fill(): void {
    this.stamp++
    for (let person = 0; person < this.a.people; person++) if (this.slotOf[person]! < 0) this.place(person)
  }

  /** What led nowhere leads nowhere after other moves either, and keeps its stamp; only a way that was found is forgotten. */
  private place(root: number): void {
    const { first, slot: slots, organisationOf, organisations, size } = this.a
    const { queue, seenPerson, seenSlot, seenCap, displacedBy, trail, stamp, open, count, slotOf } = this
    if (seenPerson[root] === stamp) return
    let tail = 0
    let touched = 0
    queue[tail++] = root
    seenPerson[root] = stamp
    displacedBy[root] = -1
    for (let head = 0; head < tail; head++) {
      const person = queue[head]!
      const organisation = organisationOf[person]!
      this.work += first[person + 1]! - first[person]!
      for (let k = first[person]!; k < first[person + 1]!; k++) {
        const slot = slots[k]!
        if (open[slot] === 0 || slot === slotOf[person]) continue
        const capped = this.capFull(slot, organisation)
        if (!capped && count[slot]! < size * open[slot]!) {
          this.shift(person, slot)
          for (let i = 0; i < tail; i++) seenPerson[queue[i]!] = 0
          for (let i = 0; i < touched; i++) {
            if (trail[i]! >= 0) seenSlot[trail[i]!] = 0
            else seenCap[~trail[i]!] = 0
          }
          return
        }
        if (seenSlot[slot] === stamp) continue
        if (capped) {
          const cap = slot * organisations + organisation
          if (seenCap[cap] === stamp) continue
          seenCap[cap] = stamp
          trail[touched++] = ~cap
        } else {
          seenSlot[slot] = stamp
          trail[touched++] = slot
        }
        for (const other of this.members[slot]!) {
          if (seenPerson[other] === stamp || (capped && organisationOf[other] !== organisation)) continue
          seenPerson[other] = stamp
          displacedBy[other] = person
          queue[tail++] = other
        }
      }
    }
  }

  private shift(last: number, free: number) {
    let slot = free
    for (let person = last; person >= 0; person = this.displacedBy[person]!) {
      const before = this.slotOf[person]!
      if (before >= 0) this.leave(person)
      this.enter(person, slot)
      slot = before
    }
  }

  save() {
    return { open: this.open.slice(), slotOf: this.slotOf.slice() }
  }

  restore({ open, slotOf }: { open: Int32Array; slotOf: Int32Array }): void {
    for (let person = 0; person < this.a.people; person++)
      if (this.slotOf[person]! >= 0 && this.slotOf[person] !== slotOf[person]) this.leave(person)
    this.open.set(open)
    for (let person = 0; person < this.a.people; person++)
      if (slotOf[person]! >= 0 && this.slotOf[person]! < 0) this.enter(person, slotOf[person]!)
  }
}
