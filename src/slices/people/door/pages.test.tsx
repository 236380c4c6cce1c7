import { expect, test } from 'vitest'
import { languages, translator } from '#kernel/messages/messages.ts'
import { frameFor, rendered } from '#test/frame.tsx'
import { ar } from './messages/ar.ts'
import { type DoorKey, en } from './messages/en.ts'
import { es } from './messages/es.ts'
import { ShowSent } from './pages.tsx'

test.each(languages)('%s: only a demo leads from «look in your mailbox» to the mail it would send', (language) => {
  const sent = <ShowSent t={translator<DoorKey>(language, { en, es, ar })} what="sentSignUp" retry="/sign-up" />
  const mainOf = (demo: boolean) =>
    rendered(sent, frameFor(language, { community: { name: 'Millbrook', slug: 'millbrook', demo } })).split('<main')[1]
  expect(mainOf(true)).toContain('href="/mailbox"')
  expect(mainOf(false)).not.toContain('/mailbox')
})
