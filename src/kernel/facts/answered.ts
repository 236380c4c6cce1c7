import type { Fact, Reaction } from './facts.ts'

/** What is wrong between the facts and their consequences, each as a sentence that says what to do. */
export const looseEnds = (facts: readonly Fact[], reactions: readonly Reaction[]): string[] => {
  const answered = new Set(reactions.map(({ to }) => to.name))
  const known = new Set(facts.map(({ name }) => name))
  return [
    ...facts
      .filter(({ name, auditOnly }) => !auditOnly && !answered.has(name))
      .map(({ name }) => `${name}: nothing follows. Give it a place in src/app/reactions.ts, or mark it auditOnly.`),
    ...reactions
      .filter(({ to }) => to.auditOnly)
      .map(({ name, to }) => `${name}: never runs, because ${to.name} is auditOnly.`),
    ...reactions
      .filter(({ to }) => !known.has(to.name))
      .map(({ name, to }) => `${name}: ${to.name} is not exported by any facts.ts.`),
    ...twice(facts).map((name) => `${name}: two facts have this name.`),
    ...twice(reactions).map((name) => `${name}: two reactions have this name, so one of them would never run.`),
  ]
}

const twice = (named: readonly { name: string }[]) => {
  const names = named.map(({ name }) => name)
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]
}
