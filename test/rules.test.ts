import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { mountedRoutes } from '#app/mounted.ts'
import { root } from '#kernel/config/root.ts'

/** What the house promises to keep people safe, in its own words. Each is held by a test whose title begins with its number. */
const rules: Record<number, string> = {
  1: 'A confidential place has no address in anything that leaves the house.',
  2: 'Where one stands tells nothing of where a hidden place is.',
  3: 'A confidential service is reached by phone; no page or print leads to its door.',
  4: 'No page asks another house for anything by itself.',
  5: 'Those who work for a confidential service stand under their task, not their name.',
  6: 'No import makes a confidential place public.',
  7: 'Who takes part is for hosts; a small number in a circle is not told.',
  8: 'Whoever hides from lists is hidden from old ones too.',
  9: 'A block is mutual invisibility, the same as not existing.',
  10: 'Whom somebody does not want to meet is known to the matcher alone.',
  16: 'Each answer has its own audience; phone, address and year of birth begin with nobody.',
  17: 'Nobody learns who was here when; a circle shows days, not times.',
  18: 'A photo loses where and when it was taken.',
  19: 'Leaving quickly works at once, by link, key or press, and leaves no way back.',
  20: 'What leaving quickly cannot do is said.',
  21: 'Pages that could endanger somebody are kept by no browser.',
  22: 'How somebody may be reached binds every letter.',
  23: 'Looking for help needs no account and sets no cookie.',
  24: 'The community decides the youngest age; years are kept as bands.',
  25: 'Nobody under age comes into adults’ support.',
  26: 'Where minors are, two adults with papers stay.',
  27: 'A role that needs a check sleeps without it.',
  28: 'A guardian’s say is recorded and names no child in public.',
  29: 'Acting for somebody is recorded and can be ended.',
  30: 'What is said in a circle exists for nobody outside it, stewards included.',
  31: 'Where confidence ends is said before the first word, and again when it changes.',
  32: 'Who writes without a name is known to nobody but a safeguarding lead, on the record.',
  33: 'Words of distress help their author; they stop nothing and tell nobody.',
  34: 'Numbers to ring carry the day when somebody rang them, and are shown though stale.',
  35: 'A report reaches somebody in time, and never somebody too near.',
  36: 'Moderation has reasons, can be undone, and is appealed to another person.',
  37: 'What was removed is sealed for its days, then gone.',
  39: 'Being brought together needs a yes that ends.',
  40: 'People take their data along, and are erased when they ask.',
}

/** Holes that were found in comparable software, by kind. */
const peers: Record<number, string> = {
  1: 'A parameter adds private fields to a list.',
  2: 'Of two ids, only the first is checked.',
  3: 'Undoing and restoring what is another’s.',
  4: 'A log of what happened tells what is hidden.',
  5: 'Suggestions of names reveal people or addresses.',
  6: 'Another community’s ids open its things.',
  7: 'One query in many forgets whose data it reads.',
  8: 'Moderators reach further than they may read.',
  9: 'Names, numbers or members of something hidden are shown.',
  12: 'Typed mark-up runs.',
  14: 'Mark-up in imported rows runs.',
  17: 'A cell of a sheet becomes a formula.',
  18: 'Another site presses our buttons.',
  20: 'A redirect leads to another site.',
  21: 'A form sets columns that it does not have.',
  22: 'Who one is can be sent along.',
  23: 'An invitation gives more, or to somebody else.',
  24: 'A link outlives the change that should end it.',
  25: 'An answer tells whether an address is known.',
  26: 'A code used twenty times at once works twice.',
  27: 'Limits are passed by another spelling of an address.',
  28: 'Pages carry settings or data that nobody should see.',
  29: 'A line break in a name makes a header.',
  30: 'A file name climbs out of its folder.',
  31: 'A huge password keeps the machine busy.',
  32: 'A secret group shows that it exists.',
  33: 'A deep page or a slow pattern keeps the machine busy.',
  34: 'A mail scanner presses what only people should.',
}

interface Absent {
  why: string
  /** Paths that would bring it here: then it needs its tests, and a line above. */
  until: RegExp
}

const gatherings = /rsvp|attend|waitlist|check-in|\/door\b|\/events?\b|\/gatherings?\b/u
const feeds = /\.ics|\bical\b|calendar|\bfeeds?\b|\.rss|atom\.xml/u

const absentRules: Record<number, Absent> = {
  11: { why: 'nobody answers invitations to gatherings yet', until: gatherings },
  12: { why: 'there are no gatherings with a venue yet', until: gatherings },
  13: { why: 'there are no calendar or news feeds yet', until: feeds },
  14: { why: 'nobody is paired for coffee yet', until: /coffee|pairings?/u },
  15: { why: 'nobody is checked in at a door yet', until: gatherings },
}

const absentPeers: Record<number, Absent> = {
  10: { why: 'there is no list at the door behind a link yet', until: gatherings },
  11: { why: 'there are no calendar feeds yet', until: feeds },
  13: { why: 'links in posts are links; no preview of a page is made', until: /preview-of|unfurl|oembed/u },
  15: { why: 'the program fetches no address that people give', until: /webhook|proxy|preview-of|unfurl/u },
  16: { why: 'no preview of a page is made', until: /preview-of|unfurl|oembed/u },
  19: { why: 'nobody signs in through another company', until: /oauth|oidc|saml|callback/u },
}

interface Proof {
  file: string
  title: string
}

const titles = /\(\s*(['"`])((?:rule|peer)s? \d[^\n]*?)\1\s*,/gu
const numbered = /^(rule|peer)s? (\d+(?:(?:, | and )\d+)*)[: ]/u

/** Every title in every test file that begins with the number of a rule or a peer's hole. */
const proofs = (): Map<string, Proof[]> => {
  const found = new Map<string, Proof[]>()
  for (const file of globSync(['test/**/*.test.{ts,tsx}', 'src/**/*.test.{ts,tsx}'], { cwd: root }).sort()) {
    for (const [, , title = ''] of readFileSync(path.join(root, file), 'utf8').matchAll(titles)) {
      const [, kind, numbers = ''] = numbered.exec(title) ?? []
      for (const number of numbers.match(/\d+/gu) ?? [])
        found.set(`${kind} ${number}`, [...(found.get(`${kind} ${number}`) ?? []), { file, title }])
    }
  }
  return found
}

const file = path.join(root, 'docs/rules.md')

const rowsOf = (kind: string, promises: Record<number, string>, known: Map<string, Proof[]>) =>
  Object.entries(promises).flatMap(([number, words]) =>
    (known.get(`${kind} ${number}`) ?? [{ file: '', title: 'none' }]).map(
      ({ file: at, title }, place) =>
        `| ${place ? '' : number} | ${place ? '' : words} | ${title.replaceAll('|', '\\|')} | \`${at}\` |`,
    ),
  )

const missing = (kind: string, promises: Record<number, string>, known: Map<string, Proof[]>) =>
  Object.keys(promises).filter((number) => !known.has(`${kind} ${number}`))

const absentRows = (absent: Record<number, Absent>) =>
  Object.entries(absent).map(([number, { why }]) => `- ${number}: ${why}.`)

const text = (known: Map<string, Proof[]>) =>
  [
    '# What keeps people safe, and which test holds it',
    '',
    'Made by `UPDATE_RULES=1 npm test -- town` from the titles of tests that begin with «rule N:» or «peer N:» (`test/rules.test.ts`, which fails where one has no test). A test may hold several.',
    '',
    '## Promises',
    '',
    '| rule | promise | test | file |',
    '| --- | --- | --- | --- |',
    ...rowsOf('rule', rules, known),
    '',
    'Not yet, because what they are about is not here. When it comes, `test/rules.test.ts` asks for their tests:',
    '',
    ...absentRows(absentRules),
    '',
    '## Holes that comparable software had',
    '',
    '| peer | hole | test | file |',
    '| --- | --- | --- | --- |',
    ...rowsOf('peer', peers, known),
    '',
    'Not yet:',
    '',
    ...absentRows(absentPeers),
    '',
  ].join('\n')

describe('each promise is held by a test', () => {
  const known = proofs()
  if (process.env.UPDATE_RULES) writeFileSync(file, text(known))

  test('no rule is without one', () => expect(missing('rule', rules, known)).toEqual([]))
  test('no hole of a peer is without one', () => expect(missing('peer', peers, known)).toEqual([]))

  test('a planted promise without a test is found', () => {
    expect(missing('rule', { ...rules, 99: 'planted' }, known)).toEqual(['99'])
  })

  test('no title speaks of a number that is not known here', () => {
    const all = new Set([...Object.keys(rules).map((n) => `rule ${n}`), ...Object.keys(peers).map((n) => `peer ${n}`)])
    expect([...known.keys()].filter((key) => !all.has(key))).toEqual([])
  })

  test('what does not apply yet is really not here', () => {
    for (const { why, until } of [...Object.values(absentRules), ...Object.values(absentPeers)])
      expect([why, mountedRoutes.filter((route) => until.test(route.path)).map((route) => route.path)]).toEqual([
        why,
        [],
      ])
  })

  test('docs/rules.md names only tests that exist; UPDATE_RULES=1 writes it anew', () => {
    const written = readFileSync(file, 'utf8')
    const sources = new Map<string, string>()
    const read = (name: string) => {
      if (!sources.has(name)) sources.set(name, readFileSync(path.join(root, name), 'utf8'))
      return sources.get(name)!
    }
    const named = [...written.matchAll(/^\| \d* \| [^|]* \| (.+) \| `([^`]+)` \|$/gmu)]
    expect(named.length).toBeGreaterThan(100)
    const gone = named.filter(([, title = '', name = '']) => !read(name).includes(title.replaceAll('\\|', '|')))
    expect(gone.map(([, title, name]) => `${name}: ${title}`)).toEqual([])
  })
})
