import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countryOf, givenLines, isStale, mergedLines, showsDistress } from './crisis/rules.ts'
import { choicesFor, mayJudge, stateFrom, suspendedUntil } from './queue/rules.ts'
import { dueAt, needsLead, reasons, severityOf } from './rules.ts'
import { inTurn, mayAlarm, onCallAt, tellNextAt } from './watch/rules.ts'

const people = fc.constantFrom('ann', 'ben', 'cy', 'dee', 'eve')
const someone = fc.option(people)
const judges = fc.record({ personId: people, lead: fc.boolean(), moderator: fc.boolean() })
const reports = fc.record({
  aboutId: someone,
  reporterId: someone,
  reason: fc.constantFrom(...reasons),
  confidential: fc.boolean(),
  scope: fc.option(fc.constant('group')),
  near: fc.array(people),
  blocked: fc.boolean(),
})

describe('rule 35: who may look into a report', () => {
  test('never the reported, the reporter, whoever runs the group, or one of a blocked pair', () => {
    fc.assert(
      fc.property(judges, reports, fc.boolean(), (judge, report, canRead) => {
        const tooNear = [report.aboutId, report.reporterId, ...report.near].includes(judge.personId) || report.blocked
        return !(tooNear && mayJudge(judge, report, canRead))
      }),
      { numRuns: 10_000 },
    )
  })

  test('peer 8: a moderator’s power ends where the right to read does; confidential and grave things are the lead’s', () => {
    fc.assert(
      fc.property(judges, reports, fc.boolean(), (judge, report, canRead) => {
        if (!mayJudge(judge, report, canRead) || judge.lead) return true
        const readable = report.scope === null || canRead
        return judge.moderator && readable && !report.confidential && !needsLead(report.reason)
      }),
      { numRuns: 10_000 },
    )
  })

  test('a role is needed at all', () => {
    fc.assert(
      fc.property(people, reports, fc.boolean(), (personId, report, canRead) => {
        return !mayJudge({ personId, lead: false, moderator: false }, report, canRead)
      }),
    )
  })
})

describe('severity', () => {
  test('follows from the reason, and a hint makes it only more urgent', () => {
    expect(severityOf('dangerMe')).toBe('now')
    expect(severityOf('spam', 'today')).toBe('today')
    expect(severityOf('child', 'soon')).toBe('now')
  })

  test('danger within the hour', () => {
    expect(dueAt('now', new Date('2026-11-22T10:00:00Z'))).toEqual(new Date('2026-11-22T11:00:00Z'))
  })

  test('rule 35: while nobody has taken it, a quarter of the target time goes by between two letters; then the whole', () => {
    const at = (taken: boolean) =>
      [0, 1, 2].map((told) => tellNextAt({ madeAt: new Date(0), dueAt: new Date(60), told, taken }).getTime())
    expect(at(false)).toEqual([0, 15, 30])
    expect(at(true)).toEqual([0, 60, 120])
  })

  test('rule 35: stewards are alarmed last, and at once where nobody could be asked', () => {
    const dueAt = new Date(60)
    expect(mayAlarm({ dueAt, told: 2 }, new Date(59))).toBe(false)
    expect(mayAlarm({ dueAt, told: 2 }, new Date(60))).toBe(true)
    expect(mayAlarm({ dueAt, told: 0 }, new Date(0))).toBe(true)
  })
})

describe('whose turn it is', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 22, hour))
  const watch = (personId: string, from: number, until: number) => ({
    id: `${personId}${from}`,
    personId,
    from: at(from),
    until: at(until),
  })

  test('who is on call, who is next, the other leads, the moderators, the stewards; each once', () => {
    const rota = [watch('cy', 12, 18), watch('ann', 6, 12), watch('gone', 6, 12)]
    const trusted = { leads: ['ben', 'ann', 'cy'], moderators: ['mo', 'ben'], stewards: ['sue', 'mo'] }
    expect(inTurn(rota, trusted, at(8))).toEqual(['ann', 'cy', 'ben', 'mo', 'sue'])
    expect(onCallAt(rota, at(12))?.personId).toBe('cy')
    expect(onCallAt(rota, at(19))).toBeNull()
  })
})

describe('rule 36: the state of a thing', () => {
  const day = (date: number) => new Date(Date.UTC(2026, 10, date))
  const standing = (kind: string, date: number, more = {}) => ({
    kind,
    decidedAt: day(date),
    slowSeconds: null,
    until: null,
    ...more,
  })

  test('follows from all decisions that stand: undoing one of two leaves it hidden', () => {
    const both = [standing('hide', 3), standing('hide', 5), standing('lock', 4)]
    expect(stateFrom(both)).toMatchObject({ hiddenAt: day(3), lockedAt: day(4), removedAt: null })
    expect(stateFrom(both.slice(1)).hiddenAt).toEqual(day(5))
    expect(stateFrom([])).toEqual({ hiddenAt: null, lockedAt: null, removedAt: null, slowSeconds: null })
  })

  test('the longest suspension counts', () => {
    const two = [standing('suspend', 1, { until: day(9) }), standing('suspend', 1, { until: day(20) })]
    expect(suspendedUntil(two)).toEqual(day(20))
    expect(suspendedUntil([])).toBeNull()
  })

  test('only somebody can be warned or suspended, only what is discussed is locked or slowed', () => {
    expect(choicesFor('service', false)).toEqual(['none', 'hide', 'remove'])
    expect(choicesFor('person', true)).toEqual(['none', 'warn', 'hide', 'suspend'])
    expect(choicesFor('post', true)).toEqual(['none', 'warn', 'hide', 'lock', 'slow', 'remove', 'suspend'])
  })
})

describe('rule 33: words of distress', () => {
  test.each([
    'I want to die',
    'i dont want to be here any more',
    'I don’t want to be here any more, sorry',
    'He hits me when he drinks',
    'No quiero vivir así',
    'Mi marido me pega',
    'Tengo miedo de volver a casa',
    'أريد أن أموت',
    'زوجي يضربني',
    'أفكر في الانتحار',
    'أُرِيدُ أَنْ أَمُوتَ',
  ])('%s', (words) => expect(showsDistress(words)).toBe(true))

  test.each([
    'The bus hits the road at six',
    'I could kill for a cup of tea',
    'Soup is on at noon',
    'Me muero de hambre, ¿comemos?',
    'Sewing: cutting the cloth together',
    'نلتقي في الحديقة',
    '',
  ])('not: %s', (words) => expect(showsDistress(words)).toBe(false))

  test('takes any text without stumbling', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => typeof showsDistress(text) === 'boolean'),
    )
  })
})

describe('rule 34: crisis lines', () => {
  test('know their country by its zone', () => {
    expect(
      ['Europe/London', 'Europe/Belfast', 'America/New_York', 'Europe/Madrid', 'Asia/Tokyo'].map(countryOf),
    ).toEqual(['GB', 'GB', 'US', 'ES', ''])
  })

  test('are stale half a year after they were rung, to the day', () => {
    const line = { ...givenLines('GB')[0]!, checkedOn: '2026-01-01' }
    expect(isStale(line, new Date('2026-07-03T00:00:00Z'))).toBe(false)
    expect(isStale(line, new Date('2026-07-03T00:00:01Z'))).toBe(true)
    expect(isStale({ ...line, checkedOn: null }, new Date('2026-07-03'))).toBe(true)
  })

  test('a date counts only for the number that was rung', () => {
    const [, samaritans] = givenLines('GB')
    const own = { ...samaritans!, key: 'gb-samaritans', edited: false, removed: false, checkedOn: '2026-11-01' }
    const found = (number: string) => mergedLines('GB', [{ ...own, number }]).find(({ ref }) => ref === 'gb-samaritans')
    expect(found('116 123')?.checkedOn).toBe('2026-11-01')
    expect(found('116 999')).toMatchObject({ number: '116 123', checkedOn: null })
  })
})
