// Shows the buttons that copy a text, and makes them do it.
for (const button of document.querySelectorAll('[data-copie]')) {
  const text = document.getElementById(button.dataset.copie)
  const status = button.parentElement.querySelector('[role=status]')
  button.hidden = false
  button.addEventListener('click', async () => {
    // Emptied first: the same words written again are not announced.
    status.textContent = ''
    text.select()
    try {
      await navigator.clipboard.writeText(text.value)
      status.textContent = 'Copié'
    } catch {
      status.textContent = 'Le texte est sélectionné : copiez-le avec Ctrl+C'
    }
  })
}

for (const button of document.querySelectorAll('[data-copie-texte]')) {
  const word = button.querySelector('[data-mot]')
  // What changes inside a button is not announced.
  const status = button.nextElementSibling
  const say = (text) => {
    word.textContent = text
    status.textContent = text
  }
  button.hidden = false
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copieTexte)
      say('Copié')
    } catch {
      say('Copie refusée par le navigateur')
    }
    setTimeout(() => {
      word.textContent = 'Copier'
      status.textContent = ''
    }, 2000)
  })
}
