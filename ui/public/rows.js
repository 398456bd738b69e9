// Rows that repeat in a form: added, removed and moved in place. Everything is delegated from the document. The server
// takes the rows in the order of their numbers, so these always follow the order on the page.
const rowsOf = repeated => [...repeated.querySelectorAll('[data-repeated-row]')]
const isSurplus = row => row.classList.contains('without-script')
const controlOf = row => row?.querySelector('input:not([type="hidden"]), select, textarea')

// Only what names a field has its number; what somebody typed may look like it.
const NUMBERED = ['name', 'id', 'for', 'aria-describedby', 'aria-controls', 'aria-labelledby']
const renumber = (repeated, row, index) => {
  const was = row.dataset.repeatedRow
  row.dataset.repeatedRow = index
  row.setAttribute('aria-label', repeated.dataset.rowName.replace('__index__', index + 1))
  const numbered = new RegExp(`(${repeated.dataset.repeated}([.-]))${was}(?=[.-])`, 'g')
  for (const element of row.querySelectorAll('*')) {
    for (const name of element.matches('button') ? [...NUMBERED, 'value'] : NUMBERED) {
      const value = element.getAttribute(name)
      if (value) element.setAttribute(name, value.replace(numbered, `$1${index}`))
    }
  }
}

/** Numbers the rows anew. The ends can not be moved further; their buttons stay, so that nobody's focus is lost. */
const settle = repeated => {
  const rows = rowsOf(repeated)
  for (const [index, row] of rows.entries()) renumber(repeated, row, index)
  const shown = rows.filter(row => !isSurplus(row))
  for (const [index, row] of shown.entries()) {
    row.querySelector('[data-move-row="up"]').ariaDisabled = index === 0 ? 'true' : null
    row.querySelector('[data-move-row="down"]').ariaDisabled = index === shown.length - 1 ? 'true' : null
  }
}

const add = repeated => {
  const surplus = rowsOf(repeated).find(isSurplus)
  const row = surplus ?? repeated.querySelector('template').content.firstElementChild.cloneNode(true)
  row.classList.remove('without-script')
  if (!surplus) repeated.querySelector('[data-rows]').append(row)
  settle(repeated)
  controlOf(row)?.focus()
}

const remove = (repeated, row) => {
  const shown = rowsOf(repeated).filter(other => !isSurplus(other))
  const at = shown.indexOf(row)
  row.remove()
  settle(repeated)
  const near = shown[at + 1] ?? shown[at - 1]
  const next = controlOf(near) ?? repeated.querySelector('[data-add-row]')
  next.focus()
}

// The other row is put to this one's other side: an element that is moved itself would lose the focus.
const move = (repeated, row, way) => {
  const other = way === 'up' ? row.previousElementSibling : row.nextElementSibling
  if (!other || isSurplus(other)) return
  if (way === 'up') row.after(other)
  else row.before(other)
  settle(repeated)
}

// Enter goes on to the next field of a form that sends itself, and from the last one of a row to the next row; out of a row
// in which nothing was typed it leads past the rows.
const isField = element =>
  element.matches('input:not([type="hidden"]), select, textarea') && element.offsetParent !== null
const goOn = (repeated, row, field) => {
  const inRow = [...row.querySelectorAll('input, select')].filter(isField)
  const next = inRow[inRow.indexOf(field) + 1]
  if (inRow.every(({ value }) => value === '')) {
    const all = [...field.form.elements].filter(isField)
    const last = all.findLastIndex(other => repeated.contains(other))
    all[last + 1]?.focus()
  } else if (next) next.focus()
  else {
    const after = rowsOf(repeated)[rowsOf(repeated).indexOf(row) + 1]
    if (after && !isSurplus(after)) controlOf(after).focus()
    else add(repeated)
  }
}
document.addEventListener('keydown', event => {
  const { target, key, defaultPrevented, ctrlKey, metaKey } = event
  const row = target.closest?.('[data-autosave] [data-repeated-row]')
  if (!row || key !== 'Enter' || defaultPrevented || ctrlKey || metaKey || !isField(target)) return
  event.preventDefault()
  goOn(row.closest('[data-repeated]'), row, target)
})

document.addEventListener('click', ({ target }) => {
  const button = target.closest('[data-add-row], [data-remove-row], [data-move-row]')
  if (!button) return
  const [repeated, row] = [button.closest('[data-repeated]'), button.closest('[data-repeated-row]')]
  if (button.matches('[data-add-row]')) add(repeated)
  else if (button.matches('[data-remove-row]')) remove(repeated, row)
  else move(repeated, row, button.dataset.moveRow)
  // The form is no longer as it was.
  repeated.dispatchEvent(new Event('input', { bubbles: true }))
})
