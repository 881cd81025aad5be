// Makes heavy photos lighter before they leave, and says that a long sending is under way.
const HEAVY_BYTES = 2_000_000
const LONGEST_SIDE = 2_500

for (const input of document.querySelectorAll('[data-fichiers]')) {
  const button = input.form.querySelector('button[type="submit"]')
  const words = button.textContent
  // What changes inside a button is not announced.
  const status = document.createElement('span')
  status.role = 'status'
  status.className = 'fr-sr-only'
  button.after(status)
  let lightening = Promise.resolve()

  input.addEventListener('change', () => {
    lightening = lightenAll(input).catch(() => {})
  })
  input.form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (button.getAttribute('aria-disabled')) return
    button.setAttribute('aria-disabled', 'true')
    button.textContent = 'Envoi en cours…'
    status.textContent = button.textContent
    await lightening
    input.form.submit()
  })
  // Come back to by the browser's own button.
  window.addEventListener('pageshow', () => {
    button.removeAttribute('aria-disabled')
    button.textContent = words
    status.textContent = ''
  })
}

async function lightenAll(input) {
  const files = await Promise.all([...input.files].map(lighten))
  const list = new DataTransfer()
  for (const file of files) list.items.add(file)
  input.files = list.files
}

async function lighten(file) {
  if (!file.type.startsWith('image/') || file.size < HEAVY_BYTES) return file
  try {
    const image = await createImageBitmap(file)
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(image.width * scale)
    canvas.height = Math.round(image.height * scale)
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
    const name = `${file.name.replace(/\.\w+$/, '')}.jpg`
    return blob && blob.size < file.size ? new File([blob], name, { type: 'image/jpeg' }) : file
  } catch {
    // What the browser cannot draw goes as it is, and the service says what is wrong with it.
    return file
  }
}
