// Behaviour that HTML does not have. Everything is delegated from the document, so swapped-in parts need no set-up.
const root = document.documentElement
root.dataset.script = ''

// A choice of colours and row height is this browser's own; the page works without it.
const stored = {
  read: key => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  },
  write: (key, value) => {
    try {
      localStorage.setItem(key, value)
    } catch {
      // Private windows may refuse storage; the choice then lasts as long as the page.
    }
  },
}
for (const name of ['theme', 'density']) {
  const choice = stored.read(name) ?? (name === 'theme' ? 'system' : 'compact')
  root.dataset[name] = choice
  const radio = document.querySelector(`[data-display="${name}"][value="${CSS.escape(choice)}"]`)
  if (radio) radio.checked = true
}
document.addEventListener('change', ({ target }) => {
  if (!target.dataset.display) return
  root.dataset[target.dataset.display] = target.value
  stored.write(target.dataset.display, target.value)
})

// htmx 4.0.1 swallows clicks with a modifier, so a new tab would never open.
addEventListener(
  'click',
  event => {
    if ((event.ctrlKey || event.metaKey || event.shiftKey) && event.target.closest('a[href]'))
      event.stopImmediatePropagation()
  },
  true,
)

// --- toasts -----------------------------------------------------------------------------------------------------
const KEEP_MS = 6000
// Whoever is to press something needs longer to find it.
const KEEP_UNDO_MS = 20000
const release = element => {
  const keep = element.querySelector('form') ? KEEP_UNDO_MS : KEEP_MS
  const leave = () => (element.matches(':hover, :focus-within') ? setTimeout(leave, KEEP_MS) : element.remove())
  setTimeout(leave, keep)
}
const undoForm = ({ label, values }) => {
  const form = document.getElementById('undo').content.firstElementChild.cloneNode(true)
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value
  form.querySelector('button').textContent = label
  return form
}
const addToast = (text, tone, undo) => {
  const element = document.createElement('div')
  element.className = `toast ${tone}`
  element.dataset.toast = ''
  const words = document.createElement('p')
  words.textContent = text
  const dismiss = document.createElement('button')
  dismiss.type = 'button'
  dismiss.dataset.dismiss = ''
  dismiss.setAttribute('aria-label', document.body.dataset.dismissLabel)
  dismiss.textContent = '✕'
  element.append(words, ...(undo ? [undoForm(undo)] : []), dismiss)
  document.getElementById('toasts').append(element)
  if (undo) htmx.process(element)
}
// Bad news stays until it is dismissed.
new MutationObserver(changes => {
  for (const { addedNodes } of changes) for (const node of addedNodes) if (node.matches?.('.toast.good')) release(node)
}).observe(document.getElementById('toasts'), { childList: true })
document.querySelectorAll('.toast.good').forEach(release)
document.addEventListener('toast', ({ detail: { text, level, undo } }) =>
  addToast(text, level === 'error' ? 'bad' : 'good', undo),
)
// What was asked for in a message is answered by another one, unless it was lost on the way and may be asked for again.
document.addEventListener('htmx:finally:request', ({ target, detail }) => {
  const answered = detail.ctx.response?.status < 500 ? target.closest?.('[data-toast]') : undefined
  if (answered?.matches(':focus-within')) document.getElementById('main').focus()
  answered?.remove()
})
// What a part of the page asks for by itself, as the freshness does, is no news when it fails.
const isUnasked = ({ ctx }) => ctx?.sourceElement?.matches?.('[data-unasked]') ?? false
document.addEventListener('htmx:error', ({ detail }) => {
  if (isUnasked(detail)) return
  if (detail.error?.name !== 'AbortError') addToast(document.body.dataset.lost, 'bad')
})
document.addEventListener('htmx:response:error', ({ detail }) => {
  if (detail.ctx.response.status < 500 || isUnasked(detail)) return
  const page = new DOMParser().parseFromString(detail.ctx.text ?? '', 'text/html')
  addToast(page.querySelector('[data-detail]')?.textContent ?? document.body.dataset.failed, 'bad')
})

// --- confirm and unsaved changes --------------------------------------------------------------------------------
const confirmDialog = document.getElementById('confirm')
const ask = (question, action, answer) => {
  document.getElementById('confirm-question').textContent = question
  confirmDialog.querySelector('[data-confirm]').textContent = action
  confirmDialog.returnValue = ''
  confirmDialog.addEventListener('close', () => answer(confirmDialog.returnValue === 'yes'), { once: true })
  confirmDialog.showModal()
}
document.addEventListener('htmx:confirm', event => {
  event.preventDefault()
  const { ctx, issueRequest, dropRequest } = event.detail
  ask(ctx.confirm, confirmDialog.dataset.action, yes => (yes ? issueRequest() : dropRequest()))
})

const unsaved = () => [...document.querySelectorAll('form[data-guard][data-dirty]')]
const askToDiscard = then =>
  ask(confirmDialog.dataset.discard, confirmDialog.dataset.discardAction, yes => {
    if (!yes) return
    for (const form of unsaved()) delete form.dataset.dirty
    then()
  })
document.addEventListener('input', ({ target }) => {
  const form = target.closest?.('form[data-guard]')
  if (form) form.dataset.dirty = ''
})
let pressed
document.addEventListener('submit', ({ target, submitter }) => {
  pressed = submitter
  // A form that is asked for again is not saved by that.
  if (submitter?.name !== 'draft') delete target.dataset.dirty
})
// What was refused or lost on the way is still not saved.
const keepUnsaved = ({ detail }) => {
  const form = detail.ctx?.sourceElement?.closest?.('form[data-guard]')
  if (form) form.dataset.dirty = ''
}
document.addEventListener('htmx:error', keepUnsaved)
document.addEventListener('htmx:response:error', keepUnsaved)
addEventListener('beforeunload', event => {
  if (unsaved().length > 0) event.preventDefault()
})
// Swapping the part of the page that holds the form loses it just as leaving does; other swaps leave it where it is.
document.addEventListener('htmx:config:request', event => {
  const { target } = event.detail.ctx
  const isLost = unsaved().some(form => !form.contains(event.target) && target?.contains?.(form))
  if (!isLost) return
  event.preventDefault()
  askToDiscard(() => (event.target.matches('form') ? event.target.requestSubmit(pressed) : event.target.click()))
})
// A file is no page: what is ticked is asked for as a link to it would be.
document.addEventListener('click', event => {
  const button = event.target.closest('button[formmethod="get"]')
  if (!button) return
  event.preventDefault()
  location.assign(`${button.formAction}?${new URLSearchParams(new FormData(button.form))}`)
})
// An address says what is asked, and nothing of what was left blank.
document.addEventListener('htmx:config:request', ({ target, detail }) => {
  const { body } = detail.ctx.request
  if (!target.closest('[data-filters]') || !body) return
  for (const name of new Set(body.keys())) {
    const values = body.getAll(name).filter(value => value !== '')
    body.delete(name)
    for (const value of values) body.append(name, value)
  }
})
document.addEventListener('click', event => {
  const link = event.target.closest('a[href]')
  if (!link || event.defaultPrevented || link.target || unsaved().length === 0) return
  if (new URL(link.href).pathname === location.pathname) return
  event.preventDefault()
  askToDiscard(() => location.assign(link.href))
})

// --- typed before anybody listened ------------------------------------------------------------------------------
// A search that was typed into while the page was still loading is asked then. This script may come before htmx has
// looked at the page, or after.
const askTyped = root => {
  for (const search of root.querySelectorAll('input[type="search"]')) {
    if (search.value !== search.defaultValue) search.dispatchEvent(new Event('input', { bubbles: true }))
  }
}
document.addEventListener('htmx:after:init', ({ target }) => {
  if (target.matches('form, input[type="search"]')) askTyped(target.form ?? target)
})
askTyped(document)

// --- after a swap -----------------------------------------------------------------------------------------------
document.addEventListener('htmx:after:swap', ({ detail }) => {
  if (isUnasked(detail)) return
  const { target, response, sourceElement } = detail.ctx
  if (target?.id === 'drawer-body' && response?.status < 400) target.closest('dialog').showModal()
  const scan = sourceElement?.closest('[data-scan]') && document.querySelector('[data-scan] [autofocus]')
  // What was taken is gone; what a scanner types next takes the place of what was refused.
  if (scan) {
    if (response?.status < 400) scan.value = scan.defaultValue
    scan.focus()
    scan.select()
  } else if (response?.status >= 400) document.querySelector('[data-problem]')?.focus()
  // What was pressed is gone: whoever uses the keyboard goes on where its answer is.
  else if (target?.id === 'main' && document.activeElement === document.body) target.focus({ preventScroll: true })
  // A morph changes the attributes; ticks and choices a person has touched follow only when told.
  for (const field of document.querySelectorAll('[data-filters] :is(input[type="checkbox"], option)')) {
    if (field.type === 'checkbox') field.checked = field.defaultChecked
    else field.selected = field.defaultSelected
  }
  countSelected()
  boundTables()
})

// --- tables and forms -------------------------------------------------------------------------------------------
// A table wider than its place scrolls in it, and gives up the head that sticks to the window.
const boundTables = () => {
  for (const place of document.querySelectorAll('.table-wrap'))
    place.classList.toggle('wide', place.scrollWidth > place.clientWidth)
}
addEventListener('resize', boundTables)
boundTables()
// Browsers leave a link where it is of which a sliver is seen. The mouse is left alone: what moves under it is missed.
document.addEventListener('focusin', ({ target }) => {
  if (target.closest('.table-wrap') && target.matches(':focus-visible'))
    target.scrollIntoView({ block: 'nearest', inline: 'nearest' })
})
const ticks = () => [...document.querySelectorAll('tbody .tick input')]
const countSelected = () => {
  const count = ticks().filter(({ checked }) => checked).length
  for (const place of document.querySelectorAll('[data-selected-count]')) place.textContent = count
  for (const all of document.querySelectorAll('[data-select-all]')) {
    all.checked = count > 0 && count === ticks().length
    all.indeterminate = count > 0 && count < ticks().length
  }
  for (const matching of document.querySelectorAll('[data-all-matching]')) {
    matching.hidden = count === 0 || count < ticks().length
    if (matching.hidden) matching.querySelector('input').checked = false
  }
}
// With Shift, a tick is that of all rows since the last one.
let lastTick
document.addEventListener('click', ({ target, shiftKey }) => {
  if (!target.matches('tbody .tick input')) return
  const all = ticks()
  const [from, to] = [all.indexOf(lastTick), all.indexOf(target)].sort((a, b) => a - b)
  if (shiftKey && from >= 0) for (const tick of all.slice(from, to + 1)) tick.checked = target.checked
  lastTick = target
  countSelected()
})
document.addEventListener('change', ({ target }) => {
  if (target.matches('[data-select-all]')) {
    for (const tick of target.closest('table').querySelectorAll('tbody .tick input')) tick.checked = target.checked
  }
  if (target.matches('.tick input')) countSelected()
  if (target.matches('[data-choice-for]')) choose(target)
})
// A form's reset unticks its rows only after the event.
document.addEventListener('reset', () => setTimeout(countSelected))

const choose = ({ form, dataset }) => {
  const fields = [...form.elements].filter(({ name }) => name === dataset.choiceFor)
  for (const field of fields) {
    if (field.type === 'checkbox') field.checked = dataset.value.split(', ').includes(field.value)
    else field.value = dataset.value
  }
  form.dataset.dirty = ''
}

document.addEventListener('click', event => {
  const { target } = event
  if (target.closest('[data-dismiss]')) target.closest('[data-toast]').remove()
  if (target.closest('[data-help]')) document.getElementById('help').showModal()
  // A click anywhere in a row opens it, unless it was meant for something in the row, for selecting text, or for closing
  // what lay open above it.
  const row = target.closest('tr[data-row]')
  const isMeant = !target.closest('a, button, input, label, select, summary') && String(getSelection()) === ''
  if (row && isMeant && !wasOpen) row.querySelector('th a').click()
  wasOpen = false
  for (const filter of openFilters()) if (!filter.contains(target)) filter.open = false
})

// --- what opens above the page ----------------------------------------------------------------------------------
const openFilters = () => [...document.querySelectorAll('details.filter[open]')]
// A menu of the browser's own kind has closed itself by the time of the click.
let wasOpen = false
document.addEventListener(
  'pointerdown',
  () => {
    wasOpen = openFilters().length > 0 || document.querySelector(':popover-open') !== null
  },
  true,
)
document.addEventListener('keydown', ({ key, defaultPrevented }) => {
  if (key !== 'Escape' || defaultPrevented || document.querySelector('dialog[open]')) return
  for (const filter of openFilters()) {
    const isInside = filter.contains(document.activeElement)
    filter.open = false
    if (isInside) filter.querySelector('summary').focus()
  }
})
