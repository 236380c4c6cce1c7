const presses = 3
const within = 5_000

/** White at once, then away, without leaving this page behind in «back». */
const leave = (to: string) => {
  const cover = document.createElement('div')
  cover.className = 'leaving'
  document.body.append(cover)
  document.title = ' '
  sessionStorage.clear()
  history.replaceState(null, '', '/')
  location.replace(to)
}

/** GOV.UK's «exit this page»: the link, and Shift three times within five seconds (alone, so that capitals do not count). */
export const prepareLeaving = () => {
  const to = document.body.dataset.leave
  if (!to) return
  const link = document.querySelector<HTMLElement>('[data-leave-link]')
  const said = document.querySelector('[data-leave-said]')
  let times: number[] = []
  link?.addEventListener('click', (event) => {
    event.preventDefault()
    leave(to)
  })
  const forget = () => {
    times = []
    said?.replaceChildren()
  }
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Shift') forget()
  })
  document.addEventListener('keyup', (event) => {
    if (event.key !== 'Shift') return
    times = [...times.filter((time) => event.timeStamp - time < within), event.timeStamp]
    if (times.length >= presses) leave(to)
    else if (times.length === 1) said?.replaceChildren(link?.dataset.leaveCount ?? '')
  })
}
