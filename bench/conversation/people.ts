import type { Hono } from 'hono'
import type { Community } from '#kernel/database/database.ts'
import { inTransaction } from '#kernel/database/transactions.ts'
import { hashPassword } from '#kernel/session/passwords.ts'
import { nobody } from '#kernel/session/session.ts'
import { addPerson } from '#slices/people/commands.ts'

const password = 'a kettle and two cups'

/** So many members with one password between them: hashing it once is what makes them cheap. */
export const makePeople = async ({ write }: Community, count: number): Promise<string[]> => {
  const hash = await hashPassword(password)
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    const wanted = { name: `Neighbour ${n}`, email: `n${n}@town.example`, password: hash, language: null }
    ids.push((await inTransaction(write, (tx) => addPerson(tx, nobody, wanted)))!)
  }
  return ids
}

const cookieIn = (response: Response, before = '') =>
  [before, ...response.headers.getSetCookie().map((line) => line.split(';')[0]!)].filter(Boolean).join('; ')

/** The cookies of somebody who has signed in through the real form. */
export const signIn = async (app: Hono, n: number): Promise<string> => {
  const form = await app.request('http://localhost/sign-in')
  const cookie = cookieIn(form)
  const token = /name="token" value="([^"]+)"/u.exec(await form.text())![1]!
  const answer = await app.request('http://localhost/sign-in', {
    method: 'POST',
    headers: { cookie, origin: 'http://localhost', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ token, email: `n${n}@town.example`, password }),
  })
  if (answer.status !== 303) throw new Error(`sign-in: ${answer.status}`)
  return cookieIn(answer, cookie)
}
