// Results while typing; without this script the form does the same by its button.
const form = document.querySelector('#recherche')
const input = form.querySelector('input[name=q]')
const results = document.querySelector('#resultats')
const status = document.querySelector('#resultats-statut')
const PAUSE = 200
let timer
let request = new AbortController()

async function search() {
  request.abort()
  request = new AbortController()
  const url = new URL(form.action)
  if (input.value.trim()) url.searchParams.set('q', input.value)
  try {
    const response = await fetch(url, { headers: { 'X-Fragment': 'resultats' }, signal: request.signal })
    if (!response.ok) throw new Error('No results')
    results.innerHTML = await response.text()
    status.textContent = results.firstElementChild?.dataset.statut ?? ''
    history.replaceState(null, '', url)
  } catch (error) {
    if (error.name === 'AbortError') return
    results.textContent = 'La recherche n’a pas abouti. Appuyez sur le bouton Rechercher.'
    status.textContent = results.textContent
  }
}

input.addEventListener('input', () => {
  clearTimeout(timer)
  timer = setTimeout(search, PAUSE)
})
