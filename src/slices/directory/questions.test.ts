import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refreshWords } from '#slices/finder/commands.ts'
import { type Town, town } from '#test/town.ts'
import { importHsds } from './hsds/commands.ts'

/** Four thousand services of a real information line, which are not ours to hand on: tests that need them are skipped without. */
const folder = '/work/shared/data/miami-211'

/** What words are found by: hours, phones and languages only cost time here. */
const files = [
  'organizations.csv',
  'services.csv',
  'locations.csv',
  'physical_addresses.csv',
  'services_at_location.csv',
  'taxonomy.csv',
  'services_taxonomy.csv',
]

const onlyWords = (): string => {
  const chosen = mkdtempSync(path.join(tmpdir(), 'wellmet-questions-'))
  for (const file of files) copyFileSync(path.join(folder, file), path.join(chosen, file))
  return chosen
}

/** As residents type them: with slips, in two languages, in whole sentences; and what a helper would accept as an answer. */
const questions: [string, RegExp][] = [
  ['food bank', /food|pantr|grocer|meal/iu],
  ['free food near me today', /food|pantr|meal|grocer/iu],
  ['food stamps', /snap|food (stamps|assistance)|nutrition/iu],
  ['comida gratis', /food|pantr|meal|nutrition|comida/iu],
  ['ayuda con la renta', /rent|hous|eviction|homeless/iu],
  ['help paying rent', /rent|hous|eviction|emergency assistance/iu],
  ['about to be evicted what do i do', /evict|legal|tenant|rent|hous/iu],
  ['electric bill help', /utilit|electric|energy|fpl|liheap|bill/iu],
  ['homeless shelter for families', /shelter|homeless/iu],
  ['place to sleep tonight', /shelter|homeless|sleep|overnight/iu],
  ['domestic voilence', /domestic violence|abuse|victim/iu],
  ['violencia domestica', /domestic violence|abuse|violencia|victim/iu],
  ['my husband hits me', /domestic|abuse|violence|victim|crisis|famil/iu],
  ['free wifi', /internet|computer|wi-?fi|librar/iu],
  ['computer class for seniors', /computer|technology|digital|senior|elder/iu],
  ['loneliness elderly', /senior|elder|friendly|telephone reassurance|companion|older/iu],
  ['somebody to talk to', /counsel|talk|hotline|crisis|support|listen|companion/iu],
  ['new mom support group', /mother|mom|parent|postpartum|maternal|baby|pregnan/iu],
  ['free diapers', /diaper|baby|infant/iu],
  ['child care help paying', /child ?care|early learning|day ?care/iu],
  ['after school program', /after[- ]?school|youth/iu],
  ['summer camp free', /camp|summer|youth/iu],
  ['learn english', /english|esol|esl|language/iu],
  ['clases de ingles', /english|esol|esl|ingl|language/iu],
  ['immigration lawyer free', /immigra|legal/iu],
  ['abogado de inmigracion', /immigra|legal|inmigra/iu],
  ['find a job', /job|employ|career|work/iu],
  ['trabajo', /job|employ|career|work|trabajo/iu],
  ['dentist no insurance', /dent/iu],
  ['free clinic', /clinic|health|medical/iu],
  ['suicidal', /suicid|crisis|hotline/iu],
  ['depresion ayuda', /depress|mental|counsel|behavioral|psych/iu],
  ['drug rehab', /substance|drug|addict|rehab|detox|recovery/iu],
  ['AA meetings', /alcohol|aa\b|recovery|substance/iu],
  ['wheelchair ramp', /wheelchair|ramp|disab|accessib|home repair|equipment/iu],
  ['ride to doctor', /transport|ride|trip/iu],
  ['hiv test', /hiv|std|aids/iu],
  ['veterans benefits', /veteran|va\b/iu],
  ['grief support', /grief|bereave|loss/iu],
  ['clothes for job interview', /cloth|suit|dress|attire/iu],
  ['autism help for my son', /autis|developmental|disab/iu],
  ['alzheimers caregiver', /alzheimer|dementia|caregiver/iu],
  ['lgbt youth', /lgbt|gay|pride|youth/iu],
  ['taxes free', /tax|vita/iu],
  ['donate furniture', /furniture|thrift|donat/iu],
  ['my landlord is kicking me out', /evict|rent|tenant|homeless|housing/iu],
  ['i cant pay my light bill', /utilit|electric|energy|power|bill/iu],
  ['need a ride to dialysis', /transport|ride|kidney|dialysis/iu],
  ['comida gratis cerca de mi', /food|pantr|meal/iu],
  ['abuelo solo', /senior|elder|companion|older|friendly/iu],
  ['me van a desalojar', /evict|rent|homeless|tenant|hous/iu],
  ['mi esposo me pega', /domestic|abuse|violence/iu],
  ['ayuda para pagar la luz', /utilit|electric|energy|bill|financial assistance/iu],
  ['mwen bezwen manje', /food|pantr|meal/iu],
  ['avoka imigrasyon', /immigra|legal/iu],
  ['طعام', /food|pantr|meal/iu],
  ['اريد تعلم الانجليزية', /english|esl|esol/iu],
  ['i want to die', /suicid|crisis/iu],
  ['job for felons', /offender|reentry|re-entry|employ|job/iu],
  ['pregnant teen', /pregnan|teen|maternal|wic\b/iu],
  ['spay my cat', /cat|spay|neuter|animal|humane/iu],
  ['boss didnt pay me', /wage|labor|legal|worker|employment/iu],
  ['glasses for my mom', /eye|vision|optic|glasses/iu],
  ['christmas toys for kids', /toy|christmas|holiday/iu],
  ['fibromyalgia support', /fibromyalgia|arthritis|pain/iu],
  ['help taking care of my mom', /caregiver|home|respite|day care|elder|adult day/iu],
  ['clinic in hialeah', /clinic|health|medical/iu],
  ['psychyatrist', /psych|mental|behavioral/iu],
  ['narcan', /opio|opiate|narcotic|overdos|addict|needle/iu],
  ['foodstamps aplication', /snap|food stamps|children and families/iu],
  ['someone to talk to at night', /hotline|helpline|crisis|peer|counsel/iu],
  ['kid wont talk since school', /speech|early (steps|intervention)|autis/iu],
  ['cooling center', /senior|cooling|emergency management/iu],
  ['become a us citizen', /citizen|naturali/iu],
  ['batterers program for men', /anger|batter|domestic/iu],
  ['swim lesons for kids', /swim|aquat|pool|park/iu],
  ['ayuda pa pagar la lus', /utilit|electric|energy|bill/iu],
  ['cuidar a mi madre enferma', /home (health|care)|caregiv|companion/iu],
  ['me quede sin casa', /homeless|hous|shelter/iu],
  ['hijo adolescente rebelde', /youth|teen|adolescen|famil/iu],
  ['my neighbor is hitting her children', /child (abuse|protect|welfare)|abuse/iu],
  ['my boyfriend tracks my phone and im scared', /domestic|violence|victim/iu],
  ['we lost our house in a fire', /disaster|fire|red cross/iu],
  ['my mother fell and cant get out of bed needs help at home', /home (health|care)|homemak/iu],
  ['i am 16 and my parents threw me out', /runaway|youth|shelter/iu],
  ['my baby isnt talking at 3 years old', /speech|early (steps|intervention)|hearing/iu],
  ['old man next door is not eating and house is dirty', /abuse|protective|elder/iu],
  ['my husband drinks every day and yells at the kids', /al-?anon|alcohol|drinking|domestic|substance/iu],
  ['my baby daddy wont pay support', /child support/iu],
]

describe.skipIf(!existsSync(folder))(
  'questions as residents ask them (skipped where the private data are missing)',
  () => {
    let here: Town
    beforeAll(async () => {
      here = await town({ unlimited: true })
      const chosen = onlyWords()
      await importHsds(chosen, here.community, { source: { id: 'line' } })
      rmSync(chosen, { recursive: true })
      await refreshWords(here.community.write)
    }, 300_000)
    afterAll(() => here?.stop())

    interface Item {
      title: string
      organisation: string | null
      summary: string
    }
    const firstFive = async (q: string): Promise<Item[]> => {
      const answer = await (await here.as(null)).get(`/api/find?${new URLSearchParams({ q, limit: '5' })}`)
      const { items, words } = (await answer.json()) as { items: Item[]; words: string }
      return words === 'none' ? [] : items
    }
    const said = ({ title, organisation, summary }: Item) => `${title} ${organisation ?? ''} ${summary}`

    test('none finds nothing, and nine of ten find what is meant among the first five', async () => {
      const empty: string[] = []
      const missed: string[] = []
      for (const [q, meant] of questions) {
        const items = await firstFive(q)
        if (!items.length) empty.push(q)
        else if (!items.some((item) => meant.test(said(item))))
          missed.push(`${q}: ${items.map(({ title }) => title).join(' | ')}`)
      }
      expect(empty).toEqual([])
      expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(Math.floor(questions.length / 10))
    }, 120_000)

    test('a town among the words is where is looked, as the records themselves tell', async () => {
      const answer = await (await here.as(null)).get('/api/find?q=food+pantry+in+hialeah&limit=3')
      const { near, items } = (await answer.json()) as { near: { name: string }; items: { distance_m: number }[] }
      expect(near.name).toBe('Hialeah')
      expect(items[0]!.distance_m).toBeLessThan(8_000)
    })
  },
)
