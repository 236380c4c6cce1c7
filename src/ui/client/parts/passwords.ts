/** The button that shows what one types, and hides it again before the form leaves, so that no browser keeps it as plain text. */
export const preparePasswords = () => {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-reveal]')) {
    const field = document.getElementById(button.getAttribute('aria-controls') ?? '')
    if (!(field instanceof HTMLInputElement)) continue
    const show = (shown: boolean) => {
      field.type = shown ? 'text' : 'password'
      const [showing, hiding] = button.children as unknown as [HTMLElement, HTMLElement]
      showing.hidden = shown
      hiding.hidden = !shown
    }
    button.hidden = false
    button.addEventListener('click', () => {
      show(field.type === 'password')
      field.focus()
    })
    field.form?.addEventListener('submit', () => show(false))
  }
}
