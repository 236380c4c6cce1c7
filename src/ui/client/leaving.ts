const presses = 3
const within = 5_000

/** White at once, then away, without leaving this page behind in «back». */
const leave = (to: string) => {
  const cover = document.createElement('div')
  cover.className = 'leaving'
  document.body.append(cover)
  document.title = ' '
  history.replaceState(null, '', '/')
  location.replace(to)
}

/** GOV.UK's «exit this page»: the link, and Shift three times within five seconds (alone, so that capitals do not count). */
export const prepareLeaving = () => {
  const to = document.body.dataset.leave
  if (!to) return
  let times: number[] = []
  document.querySelector('[data-leave-link]')?.addEventListener('click', (event) => {
    event.preventDefault()
    leave(to)
  })
  document.addEventListener('keyup', (event) => {
    if (event.key !== 'Shift') {
      times = []
      return
    }
    times = [...times.filter((time) => event.timeStamp - time < within), event.timeStamp]
    if (times.length >= presses) leave(to)
  })
}
