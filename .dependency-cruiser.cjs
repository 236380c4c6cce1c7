// Storeys, ladder and faces. Each rule says where the code belongs; test/structure.test.ts plants a violation for each.
const { readFileSync } = require('node:fs')
const path = require('node:path')

const ladderText = readFileSync(path.join(__dirname, 'src/app/slices.ts'), 'utf8')
const ladder = Object.fromEntries([...ladderText.matchAll(/^ {2}(\w+): (\d),$/gm)].map(([, slice, rung]) => [slice, Number(rung)]))
const slices = Object.keys(ladder)

const notBelow = (slice) => slices.filter((other) => other !== slice && ladder[other] >= ladder[slice])

const ladderRules = slices.map((slice) => ({
  name: `ladder-${slice}`,
  comment: `${slice} stands on rung ${ladder[slice]} (src/app/slices.ts) and may know only slices on lower rungs. Let the other one react to a fact, or compose both in src/app.`,
  severity: 'error',
  from: { path: `^(src|test/planted/src)/slices/${slice}/` },
  to: { path: `^(src|test/planted/src)/slices/(${notBelow(slice).join('|')})/` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...ladderRules,
    {
      name: 'kernel-knows-nobody',
      comment: 'The kernel knows no slice, no app, no component. Give it what it needs as a parameter.',
      severity: 'error',
      from: { path: '^(src|test/planted/src)/kernel/', pathNot: '\\.test\\.js$' },
      to: { path: '^(src|test/planted/src)/(app|slices|ui|matching)/' },
    },
    {
      name: 'ui-knows-only-preact',
      comment: 'The interface kit could ship in another product: it knows preact and itself. Pass data and words as props or by the frame.',
      severity: 'error',
      from: { path: '^(src|test/planted/src)/ui/', pathNot: '\\.test\\.js$' },
      to: { path: '^(src|test/planted/src)/(app|slices|kernel|matching)/' },
    },
    {
      name: 'matching-is-pure',
      comment: 'Matching is a library of its own: no files, no clock, no database. Only its prover may start a worker.',
      severity: 'error',
      from: { path: '^(src|test/planted/src)/matching/', pathNot: ['\\.test\\.js$', '/proving/'] },
      to: { path: '^(src|test/planted/src)/(app|slices|kernel|ui)/|^(node:)?(fs|path|worker_threads|child_process)$' },
    },
    {
      name: 'slices-below-app',
      comment: 'A slice does not know the app. What several slices show together is composed in src/app.',
      severity: 'error',
      from: { path: '^(src|test/planted/src)/slices/', pathNot: '\\.test\\.js$' },
      to: { path: '^(src|test/planted/src)/app/' },
    },
    {
      name: 'faces-only',
      comment: 'Of another slice only its face is known: facts, queries, commands, tables (and its words for them).',
      severity: 'error',
      from: { path: '^(?:src|test/planted/src)/slices/([^/]+)/', pathNot: '\\.test\\.js$' },
      to: {
        path: '^(src|test/planted/src)/slices/',
        pathNot: ['^(src|test/planted/src)/slices/$1/', '/(facts|queries|commands|tables)\\.js$'],
      },
    },
    {
      name: 'actors-are-minted-by-sessions',
      comment: 'Only src/kernel/session mints actors; elsewhere an Actor is a type.',
      severity: 'error',
      from: { path: '^(src|test/planted/src)/slices/', pathNot: '\\.test\\.js$' },
      to: { path: '^(src|test/planted/[^/]+)/kernel/session/actor\\.js$', dynamic: false },
    },
    {
      name: 'rules-are-pure',
      comment: 'rules.ts decides without clock, database or network. Move the reading to queries.ts and give the result in.',
      severity: 'error',
      from: { path: '/rules\\.js$' },
      to: { path: '/(queries|commands|routes|pages|mails)\\.js$|^(node:)?(fs|http|https|net|child_process)$|node_modules/(kysely|pg)/', dynamic: false },
    },
    {
      name: 'pages-ask-nothing',
      comment: 'pages.tsx turns data into JSX: no database, no session. Read in queries.ts, pass from routes.tsx.',
      severity: 'error',
      from: { path: '/(pages|mails)\\.js$' },
      to: { path: '/(commands|routes)\\.js$|kernel/(database|session|jobs)/|node_modules/(kysely|pg)/', dynamic: false },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one room, or a third is missing.',
      severity: 'error',
      from: { path: '^(src|test/planted)' },
      to: { circular: true, dynamic: false },
    },
    {
      name: 'no-orphans',
      comment: 'Nobody uses this file: delete it.',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.test(-d)?\\.js$', '/client/', '/worker\\.js$', '^src/app/(taken|main)\\.js$', '^test/(?!planted)', '\\.json$', '\\.css$'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'], extensions: ['.js', '.mjs', '.json'] },
    cache: false,
  },
}
