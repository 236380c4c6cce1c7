import type { Reaction } from '#kernel/facts/facts.ts'
import { demoPassword } from '#slices/people/seed.ts'
import { letterbox } from './letters.ts'
import { type Client, town } from './town.ts'

export const keyOf = (link: string): string => new URL(link, 'http://x').searchParams.get('key') ?? ''

export const gone = (response: Response) => [response.status, response.headers.get('location')]

/** Somebody who has no account yet. */
export const person = (name: string) => ({
  name,
  email: `${name.toLowerCase()}@new.example`,
  password: 'four words for testing',
})

/** A town whose door is under test: its letters, its clock, and visitors who come and go. */
export const townDoor = async (reactions: readonly Reaction[]) => {
  let ahead = 0
  let addresses = 0
  const here = await town({
    now: () => new Date(Date.now() + ahead),
    environment: { WELLMET_TRUSTED_PROXIES: 'loopback' },
  })
  const letters = letterbox(here, reactions)
  // Each request from an address of its own, so that the limit per address does not stand in for what is tested.
  const elsewhere = () => ({ 'x-forwarded-for': `198.51.${Math.floor(addresses / 250)}.${(addresses++ % 250) + 1}` })
  const visitor = () => here.as(null)
  const post = (client: Client, path: string, form: Record<string, string> = {}) => client.post(path, form, elsewhere())
  const signIn = (client: Client, email: string, password = demoPassword) =>
    post(client, '/sign-in', { email, password })
  const isIn = async (client: Client) => (await client.get('/account')).status === 200
  const join = async (name: string) => {
    const client = await visitor()
    await post(client, '/sign-up', person(name))
    await post(client, '/sign-up/confirm', { key: keyOf((await letters.newest(person(name).email)).link) })
    return client
  }
  const later = (milliseconds: number) => {
    ahead += milliseconds
  }
  const stop = async () => {
    await letters.stop()
    await here.stop()
  }
  return { here, letters, elsewhere, visitor, post, signIn, isIn, join, later, stop }
}

export type TownDoor = Awaited<ReturnType<typeof townDoor>>
