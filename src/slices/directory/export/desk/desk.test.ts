import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { town } from '#test/town.ts'

test('a steward takes the directory with her, and notes what the line has', async () => {
  const here = await town({ unlimited: true })
  await here.sql`insert into organization (id, name) values ('01900000-0000-7000-8000-000000000001', '=Tea Trust')`
  await here.sql`insert into service (id, organization_id, kind, name, status) values ('01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000001', 'other', '@Tea', 'active')`
  const helen = await here.as('helen')
  const page = await (await helen.get('/directory/export')).text()
  expect(page).toContain('Never')
  const sheet = await helen.get('/directory/export/file?format=sheet')
  expect(sheet.headers.get('content-disposition')).toMatch(/^attachment/u)
  expect(await sheet.text()).toContain("'@Tea,'=Tea Trust")
  const zip = await helen.get('/directory/export/file?format=hsds')
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()))
  expect(strFromU8(files['organizations.csv']!)).toContain('=Tea Trust')
  expect((await helen.post('/directory/export/sent')).status).toBe(303)
  expect(
    await here.sql`select rows from sent_record where organization_id = '01900000-0000-7000-8000-000000000001'`,
  ).toEqual([{ rows: 2 }])
  expect((await helen.get('/directory/export/file?format=secret')).status).toBe(422)
  for (const who of ['maryam', null] as const) {
    const client = await here.as(who)
    expect((await client.get('/directory/export/file?format=hsds')).status).not.toBe(200)
  }
})
