// Small helps on the pages of signing in: showing what is typed, copying a link. Nothing here is needed.
for (const input of document.querySelectorAll('input[type=password]')) {
  const words = input.closest('[data-show]')?.dataset
  if (!words) continue
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'btn slim'
  button.textContent = words.show
  button.setAttribute('aria-controls', input.id)
  button.setAttribute('aria-pressed', 'false')
  const box = document.createElement('div')
  box.className = 'secret'
  input.replaceWith(box)
  box.append(input, button)
  button.addEventListener('click', () => {
    const hidden = input.type === 'password'
    input.type = hidden ? 'text' : 'password'
    button.textContent = hidden ? words.hide : words.show
    button.setAttribute('aria-pressed', String(hidden))
  })
}

for (const button of document.querySelectorAll('[data-copies]')) {
  if (!navigator.clipboard) continue
  button.hidden = false
  button.addEventListener('click', () => navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent.trim()))
}

const first = document.querySelector('main [aria-invalid="true"], .entrance main input:not([type=hidden])')
if (first && !document.querySelector('[autofocus]')) first.focus()
