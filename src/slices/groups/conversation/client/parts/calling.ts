/** «@jo» offers the names of the group that begin so, as buttons below the words: they work by finger, by key and by ear. */
const asked = /(?:^|\s)@([\p{L}\p{N}'’ -]{1,40})$/u

const before = (area: HTMLTextAreaElement) => area.value.slice(0, area.selectionStart)

const put = (area: HTMLTextAreaElement, name: string) => {
  const start = before(area).replace(/@[^@]*$/u, `@${name} `)
  area.value = start + area.value.slice(area.selectionStart)
  area.setSelectionRange(start.length, start.length)
  area.focus()
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

const shown = (area: HTMLTextAreaElement, list: HTMLElement, names: string[]) => {
  list.replaceChildren(
    ...names.map((name) => {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'reaction'
      button.textContent = `@${name}`
      button.addEventListener('click', () => put(area, name))
      return button
    }),
  )
}

export const prepareCalling = (area: HTMLTextAreaElement, group: string, label: string): void => {
  const list = document.createElement('div')
  list.className = 'calling'
  list.setAttribute('role', 'group')
  list.setAttribute('aria-label', label)
  list.hidden = true
  area.after(list)
  let turn = 0
  area.addEventListener('input', async () => {
    const begins = asked.exec(before(area))?.[1]
    const mine = ++turn
    if (!begins) {
      list.hidden = true
      return
    }
    const answer = await fetch(`/groups/${group}/mentions?q=${encodeURIComponent(begins)}`).catch(() => null)
    if (mine !== turn || !answer?.ok) return
    const { names } = (await answer.json()) as { names: string[] }
    shown(area, list, names)
    list.hidden = names.length === 0
  })
}
