import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { town } from '#test/town.ts'
import { workOnImport } from './commands.ts'

const now = new Date('2026-11-21T12:00:00Z')
let here: Awaited<ReturnType<typeof town>>
beforeAll(async () => {
  here = await town({ unlimited: true })
})
afterAll(() => here.stop())

const steward = () => here.as('helen')

const sendForm = async (path: string, fields: [string, string | File][]) => {
  const client = await steward()
  const page = await (await client.get('/directory/import')).text()
  const body = new FormData()
  body.set('token', /name="token" value="([^"]+)"/u.exec(page)![1]!)
  for (const [name, value] of fields) body.append(name, value)
  const headers = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }
  return client.send(path, { method: 'POST', body, headers })
}

const handIn = (content: string | Uint8Array, name: string, label = '') =>
  sendForm('/directory/import', [
    ['file', new File([content as string], name)],
    ['name', label],
    ['licence', ''],
  ])

const idOf = (answer: Response) => /import\/([0-9a-f-]{36})/u.exec(answer.headers.get('location') ?? '')?.[1] ?? ''

const sheet =
  'Service,Run by,Tel,Postcode,Weekday\n=HYPERLINK("http://x.example"),Sale Trust,555 0130,M33 1AA,x\n<script>alert(1)</script>,Sale Trust,555 0131,M33 1AB,y\nTea,,+44 161 496 0132,,z,too many\n'

describe('a steward brings in a list', () => {
  let id = ''

  test('which is read and shown before anything changes', async () => {
    const answer = await handIn(sheet, '../../clubs.csv', 'Clubs of Sale')
    expect(answer.status).toBe(303)
    id = idOf(answer)
    await workOnImport(here.community, id, now)
    const html = await (await (await steward()).get(`/directory/import/${id}`)).text()
    expect(html).toContain('What Clubs of Sale would change')
    expect(html).toContain('6 new')
    expect(html).toContain('another number of cells')
    const client = await steward()
    const inLanguage = async (lang: string) => (await client.get(`/directory/import/${id}?lang=${lang}`)).text()
    expect(await inLanguage('es')).toContain('tiene otro número de celdas que su encabezado')
    expect(await inLanguage('ar')).toContain('عدد خلاياه')
    expect(await inLanguage('en')).toContain('another number of cells')
    expect(await here.sql`select count(*)::int as count from service`).toEqual([{ count: 0 }])
  })

  test('peer 14: what stands in its cells and headers is shown as text', async () => {
    const answer = await handIn(
      'Name,Run by,<img src=x onerror=alert(1)>\n<svg onload=alert(2)>,A,b\n',
      'x.csv',
      '<b>bold</b>',
    )
    const other = idOf(answer)
    await workOnImport(here.community, other, now)
    const html = await (await (await steward()).get(`/directory/import/${other}`)).text()
    expect(html).not.toMatch(/<img src=x|<svg onload|<b>bold/u)
    expect(html).toContain('&lt;img src=x')
    await (await steward()).post(`/directory/import/${other}/drop`)
    expect(await here.sql`select id from import_run where id = ${other}`).toEqual([])
  })

  test('and written when she says yes, once', async () => {
    const client = await steward()
    expect((await client.post(`/directory/import/${id}/confirm`)).status).toBe(303)
    expect((await client.post(`/directory/import/${id}/confirm`)).status).toBe(404)
    expect(await here.sql`select run_id from import_upload where run_id = ${id}`).toEqual([])
    await workOnImport(here.community, id, now)
    expect(await here.sql`select count(*)::int as count from service`).toEqual([{ count: 3 }])
    const html = await (await client.get('/directory/import')).text()
    expect(html).toContain('Clubs of Sale')
    expect(html).toContain('Fine')
  })

  test('peer 17: the sheet of defects holds no formula', async () => {
    const answer = await handIn('id,name\n1,\n', '=cmd.csv', 'Defects')
    const other = idOf(answer)
    await workOnImport(here.community, other, now)
    const text = await (await (await steward()).get(`/directory/import/${id}/defects.csv`)).text()
    expect(text).toContain('problem')
    for (const line of text.split('\r\n')) for (const cell of line.split(',')) expect(cell).not.toMatch(/^[=+\-@\t]/u)
  })
})

describe('a sheet whose columns nobody can guess', () => {
  const rows = 'Was,Wer,Nummer\nSchachabend,Stadtbücherei,555 0188\n'
  let id = ''
  const page = async () => (await (await steward()).get(`/directory/import/${id}`)).text()
  const choose = (...meanings: string[]) =>
    sendForm(
      `/directory/import/${id}/columns`,
      meanings.map((one) => ['meaning', one]),
    )

  test('is refused, with a choice for each column', async () => {
    id = idOf(await handIn(rows, 'abende.csv', 'Abende'))
    await workOnImport(here.community, id, now)
    const html = await page()
    expect(html.match(/<select id="meaning-\d"/gu)).toHaveLength(3)
    expect(html).toContain('We could not take over Abende')
    expect(html).toContain('Tell us below')
    expect(html).not.toContain('Nothing was wrong')
    expect(html).toMatch(/did not read: abende\.csv/u)
  })

  test('cannot mean the same twice, and must say what something is called', async () => {
    expect((await choose('phone', 'phone', '')).status).toBe(422)
    expect((await choose('', 'city', '')).status).toBe(422)
    expect((await choose('name', 'organization')).status).toBe(404)
    expect((await choose('name', 'organization', 'nonsense')).status).toBe(422)
  })

  test('packed in an archive it is asked about and read again all the same', async () => {
    const packed = zipSync({ 'listen/abende.csv': new TextEncoder().encode(rows) })
    const other = idOf(await handIn(packed, 'abende.zip', 'Packed evenings'))
    await workOnImport(here.community, other, now)
    const shown = async () => (await (await steward()).get(`/directory/import/${other}`)).text()
    expect((await shown()).match(/<select id="meaning-\d"/gu)).toHaveLength(3)
    const meanings = ['name', 'organization', 'phone'].map((one): [string, string] => ['meaning', one])
    expect((await sendForm(`/directory/import/${other}/columns`, meanings)).status).toBe(303)
    await workOnImport(here.community, other, now)
    expect(await shown()).toContain('2 new')
  })

  test('is read again as somebody said, and once more otherwise', async () => {
    expect((await choose('organization', 'name', '')).status).toBe(303)
    await workOnImport(here.community, id, now)
    expect(await page()).toContain('2 new')
    expect((await choose('name', 'organization', 'phone')).status).toBe(303)
    await workOnImport(here.community, id, now)
    const client = await steward()
    expect((await client.post(`/directory/import/${id}/confirm`)).status).toBe(303)
    expect(await here.sql`select run_id from import_upload where run_id = ${id}`).toEqual([])
    await workOnImport(here.community, id, now)
    expect(await page()).toContain('href="/directory/duplicates"')
    expect(
      await here.sql`select s.name, o.name as run_by, p.number from service s join organization o on o.id = s.organization_id
      join phone p on p.service_id = s.id where s.source_id = 'abende'`,
    ).toEqual([{ name: 'Schachabend', run_by: 'Stadtbücherei', number: '555 0188' }])
    expect((await choose('name', 'organization', 'phone')).status).toBe(404)
  })
})

test('what was wrong is summed up by what it costs', async () => {
  const list = 'id,name,email,minimum_age\n1,Tea,call us,old\n2,,a@b.example,1\n'
  const id = idOf(await handIn(list, 'services.csv', 'Summed'))
  await workOnImport(here.community, id, now)
  const html = await (await (await steward()).get(`/directory/import/${id}`)).text()
  expect(html).toContain('1 row left out')
  expect(html).toContain('2 cells left empty')
})

test('peer 30: an archive that climbs out of its folder is refused in words', async () => {
  const id = idOf(await handIn(zipSync({ '../../etc/services.csv': new Uint8Array([65]) }), 'bad.zip'))
  await workOnImport(here.community, id, now)
  const html = await (await (await steward()).get(`/directory/import/${id}`)).text()
  expect(html).toContain('leads somewhere else')
})

test.each([
  ['nothing', '', 'services.csv'],
  ['a program', 'MZ', 'setup.exe'],
])('%s is no list: the form is shown again', async (_, content, name) => {
  expect((await handIn(content, name)).status).toBe(422)
})

test('peer 2: nobody but a steward sees or confirms an import', async () => {
  const id = idOf(await handIn('name,run by\nTea,Us\n', 'tea.csv'))
  for (const who of ['maryam', 'tom', null] as const) {
    const client = await here.as(who)
    expect((await client.get(`/directory/import/${id}`)).status).not.toBe(200)
    expect((await client.post(`/directory/import/${id}/confirm`)).status).not.toBe(303)
  }
  expect(await here.sql`select state from import_run where id = ${id}`).toEqual([{ state: 'reading' }])
})
