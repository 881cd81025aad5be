// Shows the buttons that print the page.
for (const button of document.querySelectorAll('[data-imprimer]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
