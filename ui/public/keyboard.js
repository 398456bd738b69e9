// Keyboard: the palette (Ctrl K), pickers, and single keys, which a person may switch off (help dialog).
const palette = document.getElementById('palette')
const paletteInput = document.getElementById('palette-input')
const help = document.getElementById('help')

// --- lists below a text field: the palette, and the suggestions of a picker ---------------------------------------
const options = list => [...list.querySelectorAll('[role="option"]:not([aria-disabled="true"])')]
const selected = list => list.querySelector('[aria-selected="true"]')
const select = (input, list, option) => {
  selected(list)?.setAttribute('aria-selected', 'false')
  input.removeAttribute('aria-activedescendant')
  if (!option) return
  option.setAttribute('aria-selected', 'true')
  input.setAttribute('aria-activedescendant', option.id)
  option.scrollIntoView({ block: 'nearest' })
}
const move = (input, list, by) => {
  const all = options(list)
  const at = all.indexOf(selected(list))
  if (all.length > 0) select(input, list, at < 0 && by < 0 ? all.at(-1) : all.at((at + by) % all.length))
}

// --- palette ----------------------------------------------------------------------------------------------------
const openPalette = () => {
  if (!palette.open) palette.showModal()
  paletteInput.select()
  select(paletteInput, palette, options(palette)[0])
}
document.addEventListener('htmx:after:swap', ({ detail }) => {
  if (detail.ctx.target?.id === 'palette-results') select(paletteInput, palette, options(palette)[0])
})
document.addEventListener('filled', () => select(paletteInput, palette, options(palette)[0]))
// What was offered before is not what is being typed: Enter takes nothing of it.
paletteInput.addEventListener('input', () => select(paletteInput, palette))
paletteInput.addEventListener('keydown', event => {
  if (event.key === 'ArrowDown') move(paletteInput, palette, 1)
  else if (event.key === 'ArrowUp') move(paletteInput, palette, -1)
  // Without a choice, Enter sends the form: the page with all results.
  else if (event.key === 'Enter' && selected(palette)) selected(palette).click()
  else return
  event.preventDefault()
})
// A click beside the box lands on the dialog itself.
palette.addEventListener('click', event => event.target === palette && palette.close())
document.addEventListener('click', event => event.target.matches('[data-palette]') && openPalette())

// --- pickers ----------------------------------------------------------------------------------------------------
const isPicker = target => target.matches?.('[data-pick]') ?? false
const partOf = (input, part) => input.closest('[data-picker]').querySelector(part)
const listOf = input => partOf(input, '[role="listbox"]')
const isOpen = input => input.getAttribute('aria-expanded') === 'true'
const close = input => {
  asked?.abort()
  input.setAttribute('aria-expanded', 'false')
  listOf(input).hidden = true
  select(input, listOf(input))
}
const show = (input, markup) => {
  const list = listOf(input)
  list.innerHTML = markup
  for (const [index, option] of options(list).entries()) option.id = `${list.id}-${index}`
  list.hidden = false
  input.setAttribute('aria-expanded', 'true')
  select(input, list)
}

// One question at a time: the last one counts. What is lost on the way is asked again by the next key.
let asked
const WAIT_MS = 150
const ask = input => {
  asked?.abort()
  asked = new AbortController()
  const { signal } = asked
  const url = `${input.dataset.pick}?${new URLSearchParams({ q: input.value })}`
  setTimeout(async () => {
    if (signal.aborted) return
    try {
      const answer = await fetch(url, { signal, headers: { 'hx-request': 'true', 'hx-request-type': 'partial' } })
      const markup = await answer.text()
      if (answer.ok && !signal.aborted && document.activeElement === input) show(input, markup)
    } catch {
      // It was aborted, or the connection is lost; the field takes a key that is typed all the same.
    }
  }, WAIT_MS)
}
const take = (input, option) => {
  const { key } = option.dataset
  const called = partOf(input, '[data-called]')
  input.value = called ? option.querySelector('[data-label]').textContent : key
  if (called) called.value = `${key}:${input.value}`
  partOf(input, '[data-picked]').innerHTML = option.innerHTML
  partOf(input, '.pick-found')?.remove()
  close(input)
  input.closest('form').dispatchEvent(new Event('input', { bubbles: true }))
  // Browsers tell of what is typed, not of what is filled in for people.
  input.dispatchEvent(new Event('change', { bubbles: true }))
  if ('brings' in input.dataset) askAgain(input, key)
}
// What is taken fills other fields in: the form is asked for again, as it is without script.
const askAgain = (input, key) => {
  const value = `choose:${input.name}:${key}`
  const button = Object.assign(document.createElement('button'), {
    name: 'draft',
    value,
    formNoValidate: true,
    hidden: true,
  })
  input.after(button)
  input.form.requestSubmit(button)
}

document.addEventListener('input', ({ target }) => {
  if (!isPicker(target)) return
  partOf(target, '[data-picked]').replaceChildren()
  if (target.value.trim() === '') close(target)
  else ask(target)
})
document.addEventListener('keydown', event => {
  const { target: input, key } = event
  if (!isPicker(input) || event.ctrlKey || event.metaKey || event.altKey) return
  const list = listOf(input)
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    if (isOpen(input)) move(input, list, key === 'ArrowDown' ? 1 : -1)
    else ask(input)
  } else if (key === 'Enter' && isOpen(input) && selected(list)) take(input, selected(list))
  else if (key === 'Escape' && isOpen(input)) close(input)
  else return
  event.preventDefault()
})
// The field keeps the focus while an option is pressed.
document.addEventListener('mousedown', event => {
  if (event.target.closest('[data-picker] [role="listbox"]')) event.preventDefault()
})
document.addEventListener('click', event => {
  const option = event.target.closest('[data-picker] [data-key]')
  if (!option) return
  event.preventDefault()
  const input = option.closest('[data-picker]').querySelector('[data-pick]')
  take(input, option)
  input.focus()
})
document.addEventListener('focusout', ({ target }) => isPicker(target) && close(target))

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
const step = go => document.querySelector(`[data-step="${go}"]`)?.click()
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
  J: () => step('next'),
  K: () => step('previous'),
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
  const replayed = stepLink(event)
  if (replayed) {
    event.preventDefault()
    return replayed.click()
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
