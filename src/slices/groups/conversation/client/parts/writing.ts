import { prepareCalling } from './calling.ts'
import { keep, kept } from './keeping.ts'
import { showAfterPosting } from './showing.ts'

interface Said {
  sending: string
  lost: string
  failed: string
  kept: string
  people: string
}

const patience = [2_000, 4_000, 8_000, 15_000]

/** Waits for the connection to come back, or for a while. */
const again = (tries: number) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(done, patience[Math.min(tries, patience.length - 1)])
    function done() {
      clearTimeout(timer)
      removeEventListener('online', done)
      resolve()
    }
    addEventListener('online', done)
  })

const fieldOf = (form: HTMLFormElement, name: string) => form.elements.namedItem(name) as HTMLInputElement

/** Sends the words until they have arrived: the mark of the form makes sure that they are posted once. */
const sent = async (form: HTMLFormElement, say: (text: string) => void, words: Said): Promise<Response> => {
  for (let tries = 0; ; tries++) {
    try {
      say(words.sending)
      const quick = !form.querySelector('input[type=file]')
      const data = new FormData(form)
      const body = quick ? new URLSearchParams(data as unknown as Record<string, string>) : data
      return await fetch(form.action, { method: 'POST', body })
    } catch {
      say(words.lost)
      await again(tries)
    }
  }
}

/** Keeps what is typed: in this tab at once, and with us every few seconds, for its writer alone. */
const keepTyping = (form: HTMLFormElement, area: HTMLTextAreaElement, say: (text: string) => void, words: Said) => {
  let told = area.value
  let waits = false
  const tell = async () => {
    waits = false
    if (area.value === told || form.dataset.sending) return
    told = area.value
    const { compose = '', threadKey = '' } = form.dataset
    const answer = await fetch(`/groups/${compose}/draft`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-form-token': fieldOf(form, 'token').value },
      body: JSON.stringify({ text: told, thread: threadKey }),
    }).catch(() => null)
    if (!form.dataset.sending) say(answer?.ok && told ? words.kept : '')
  }
  area.addEventListener('input', () => {
    keep(form.action, { text: area.value, once: fieldOf(form, 'once').value })
    if (waits) return
    waits = true
    setTimeout(tell, 3_000)
  })
}

const bringBack = (form: HTMLFormElement, area: HTMLTextAreaElement) => {
  const words = kept(form.action)
  if (!words || area.value.trim().length >= words.text.trim().length) return
  area.value = words.text
  fieldOf(form, 'once').value = words.once
  form.closest('details')?.setAttribute('open', '')
}

export const prepareWriting = (form: HTMLFormElement): void => {
  const area = form.querySelector('textarea')!
  const state = form.querySelector('[data-state]')!
  const words = JSON.parse(form.dataset.said ?? '{}') as Said
  const say = (text: string) => {
    state.textContent = text
  }
  bringBack(form, area)
  keepTyping(form, area, say, words)
  prepareCalling(area, form.dataset.compose ?? '', words.people)
  form.addEventListener('submit', async (event) => {
    if (!area.value.trim()) return
    event.preventDefault()
    if (form.dataset.sending) return
    form.dataset.sending = 'yes'
    keep(form.action, { text: area.value, once: fieldOf(form, 'once').value })
    const answer = await sent(form, say, words)
    if (answer.ok && answer.redirected) {
      keep(form.action, null)
      await showAfterPosting(form, answer)
    } else if (answer.status === 422) {
      // The page says what to put right: by the form itself, as without script.
      form.submit()
    } else {
      delete form.dataset.sending
      say(words.failed)
    }
  })
}
