// Shows the button that ticks every row of the list, and makes it do so, and undo it.
for (const button of document.querySelectorAll('[data-tout-cocher]')) {
  const boxes = [...button.form.querySelectorAll('input[type=checkbox]')]
  const show = () => {
    button.textContent = boxes.every((box) => box.checked) ? 'Tout décocher' : 'Tout cocher'
  }
  button.hidden = false
  button.form.addEventListener('change', show)
  button.addEventListener('click', () => {
    const ticked = boxes.every((box) => box.checked)
    for (const box of boxes) box.checked = !ticked
    show()
  })
}
