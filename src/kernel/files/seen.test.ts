import sharp from 'sharp'
import { expect, test } from 'vitest'
import { newId } from '#kernel/database/id.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { town } from '#test/town.ts'
import { keepFile } from './keep.ts'
import { asPicture } from './picture.ts'
import { filePath } from './routes.ts'

test('an open picture is shown for good, as nothing but a picture; a closed one does not exist', async () => {
  const here = await town()
  const keep = async (red: number, open: boolean) => {
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: { r: red, g: 0, b: 0 } } })
      .png()
      .toBuffer()
    const seen = await asPicture(bytes, 'picture')
    if (seen.kind === 'refused') throw new Error(seen.because)
    return inTransaction(here.community.write, (tx) => keepFile(tx, seen.picture, { for: newId(), open }))
  }
  const visitor = await here.as(null)
  const answer = await visitor.get(filePath(await keep(250, true)))
  expect(answer.status).toBe(200)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/webp',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'content-disposition': 'inline',
    'content-security-policy': expect.stringContaining('sandbox'),
  })
  expect((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).format).toBe('webp')
  expect((await visitor.get(filePath(await keep(5, false)))).status).toBe(404)
  expect((await visitor.get(filePath('0'.repeat(64)))).status).toBe(404)
  expect((await visitor.get('/files/..%2f..%2fetc%2fpasswd')).status).toBe(404)
})
