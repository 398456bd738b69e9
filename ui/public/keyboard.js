// Keyboard: the palette (Ctrl K) and single keys, which a person may switch off (help dialog).
const palette = document.getElementById('palette')
const paletteInput = document.getElementById('palette-input')
const help = document.getElementById('help')

// --- palette ----------------------------------------------------------------------------------------------------
const options = () => [...palette.querySelectorAll('[role="option"][href]')]
const selected = () => palette.querySelector('[aria-selected="true"]')
const select = option => {
  selected()?.setAttribute('aria-selected', 'false')
  paletteInput.removeAttribute('aria-activedescendant')
  if (!option) return
  option.setAttribute('aria-selected', 'true')
  paletteInput.setAttribute('aria-activedescendant', option.id)
  option.scrollIntoView({ block: 'nearest' })
}
const move = by => {
  const all = options()
  if (all.length > 0) select(all.at((all.indexOf(selected()) + by) % all.length))
}
const openPalette = () => {
  if (!palette.open) palette.showModal()
  paletteInput.select()
  select(options()[0])
}
document.addEventListener('htmx:after:swap', ({ detail }) => {
  if (detail.ctx.target?.id === 'palette-results') select(options()[0])
})
paletteInput.addEventListener('keydown', event => {
  if (event.key === 'ArrowDown') move(1)
  else if (event.key === 'ArrowUp') move(-1)
  // Without a choice, Enter sends the form: the page with all results.
  else if (event.key === 'Enter' && selected()) selected().click()
  else return
  event.preventDefault()
})
// A click beside the box lands on the dialog itself.
palette.addEventListener('click', event => event.target === palette && palette.close())
document.addEventListener('click', event => event.target.matches('[data-palette]') && openPalette())

// --- single keys ------------------------------------------------------------------------------------------------
const OFF = 'shortcuts-off'
const offSwitch = help.querySelector('[data-shortcuts-off]')
try {
  offSwitch.checked = localStorage.getItem(OFF) === 'yes'
} catch {
  // Without storage they are on.
}
offSwitch.addEventListener('change', () => {
  try {
    localStorage.setItem(OFF, offSwitch.checked ? 'yes' : 'no')
  } catch {
    // Without storage the switch lasts as long as the page.
  }
})

const rowLinks = () => [...document.querySelectorAll('tr[data-row] th a')]
const focusedRow = () => rowLinks().findIndex(link => link.closest('tr').contains(document.activeElement))
const moveRow = by => {
  const links = rowLinks()
  const at = focusedRow()
  links[at === -1 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus()
}
const goTo = place => document.querySelector(`[data-nav="${place}"]`)?.click()

const keys = {
  '/': () => {
    const search = document.getElementById('filter-search')
    if (search) search.select()
    else openPalette()
  },
  '?': () => help.showModal(),
  j: () => moveRow(1),
  k: () => moveRow(-1),
  x: () => document.activeElement.closest('tr')?.querySelector('.tick input')?.click(),
  e: () => document.querySelector('[data-shortcut="e"]')?.click(),
}
// Where the arrows scroll something, they go on doing that.
const stepLink = ({ key, shiftKey, target }) => {
  const rel = { ArrowLeft: 'prev', ArrowRight: 'next' }[key]
  if (!rel || shiftKey || target.closest?.('.table-wrap')) return null
  return document.querySelector(`[data-replay] a[rel="${rel}"]`)
}
const places = { o: 'orders', p: 'products', c: 'customers' }

let going = false
const pressed = event => {
  const step = stepLink(event)
  if (step) {
    event.preventDefault()
    return step.click()
  }
  if (going && places[event.key]) goTo(places[event.key])
  else if (!going && event.key !== 'g') keys[event.key]?.()
  const known = going ? places[event.key] : keys[event.key]
  going = !going && event.key === 'g'
  if (known) event.preventDefault()
}

const isTyping = ({ target }) =>
  target.matches?.('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]') ?? false
document.addEventListener('keydown', event => {
  const command = event.ctrlKey || event.metaKey
  if (command && event.key.toLowerCase() === 'k') {
    event.preventDefault()
    openPalette()
  } else if (command && event.key === 'Enter') {
    event.target.closest('form')?.querySelector('[data-submit]')?.click()
  } else if (
    !command &&
    !event.altKey &&
    !isTyping(event) &&
    !offSwitch.checked &&
    !document.querySelector('dialog[open]')
  ) {
    pressed(event)
  }
})
