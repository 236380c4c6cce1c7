/** A third decimal is about a hundred metres: near enough for a walk, too coarse for a door. */
const rounded = (degrees: number) => degrees.toFixed(3)

/** «Use my position»: asked for only when the button is pressed, rounded before it leaves the device. */
export const preparePosition = () => {
  if (!('geolocation' in navigator)) return
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-position]')) {
    const near = button.form?.elements.namedItem('near')
    if (!(near instanceof HTMLInputElement)) continue
    button.hidden = false
    button.addEventListener('click', () => {
      near.setCustomValidity('')
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          near.value = `${rounded(coords.latitude)},${rounded(coords.longitude)}`
          button.form?.requestSubmit()
        },
        () => {
          near.setCustomValidity(button.dataset.position ?? '')
          near.reportValidity()
          near.addEventListener('input', () => near.setCustomValidity(''), { once: true })
        },
        { maximumAge: 300_000, timeout: 10_000 },
      )
    })
  }
}
