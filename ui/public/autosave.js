// Forms inside [data-autosave] send themselves as they are filled in. What is recorded then comes back into the page, so that
// what others filled in meanwhile stands there too. Nothing that somebody is typing is touched.
const WAIT_MS = 600
const formOf = node => node?.closest?.('[data-autosave] form')
const placeOf = form => form.closest('[data-autosave]')

/** What is waited for, and what is on its way: there is one such form on a page. */
let timer
let saving

const say = (form, key, why = '') => {
  const place = placeOf(form)
  place.querySelector('[data-autosave-state]').textContent = place.dataset[key].replace('…why', why)
}

const messageIn = problem => problem.errors?.[0]?.message ?? problem.detail ?? problem.title ?? ''

/** The page as it is recorded now, around what is typed; what it comes to is asked for by itself. */
const refresh = async form => {
  const { address } = placeOf(form).dataset
  const answer = await fetch(address, { headers: { accept: 'text/html' } })
  if (!answer.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('main')
  const figures = document.getElementById('draft-figures')
  if (figures) fresh.querySelector('#draft-figures')?.replaceChildren(...figures.cloneNode(true).childNodes)
  if (location.pathname !== address) history.replaceState(history.state, '', address)
  const main = document.getElementById('main')
  htmx.swap({ sourceElement: main, target: main, text: fresh.innerHTML, swap: 'innerMorph' })
}

/** What it can not be begun without, and that nobody has chosen yet. */
const lacks = form => {
  const { needs } = placeOf(form).dataset
  return needs !== undefined && form.elements[needs]?.value === ''
}

const send = async form => {
  if (lacks(form)) {
    say(form, 'needed')
    return
  }
  say(form, 'saving')
  const isTyped = 'dirty' in form.dataset
  delete form.dataset.dirty
  try {
    const body = new URLSearchParams(new FormData(form))
    const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } })
    // Whatever was answered, another attempt may say something else.
    const id = crypto.randomUUID?.()
    if (id) form.elements.commandId.value = id
    else form.elements.commandId.disabled = true
    if (answer.ok) {
      await refresh(form)
      say(form, 'saved')
      return
    }
    say(form, 'unsaved', messageIn(await answer.json()))
  } catch {
    say(form, 'lost')
  }
  if (isTyped) form.dataset.dirty = ''
}

const save = form => {
  clearTimeout(timer)
  timer = undefined
  saving = (saving ?? Promise.resolve())
    .then(() => form.isConnected && send(form))
    .finally(() => {
      saving = undefined
    })
}

const later = form => {
  clearTimeout(timer)
  timer = setTimeout(() => save(form), WAIT_MS)
}

document.addEventListener('change', ({ target }) => {
  const form = formOf(target)
  if (form && target.name) later(form)
})
// Rows were added, removed or moved.
document.addEventListener('click', ({ target }) => {
  const form = formOf(target.closest('[data-remove-row], [data-move-row]'))
  if (form) later(form)
})
// What a customer brings was filled in by the server, and is nobody's until it is saved.
document.addEventListener('htmx:after:swap', () => {
  const form = formOf(document.querySelector('[data-autosave] form [data-brought]'))
  if (form) later(form)
})
// A button sends what is there now. What is on its way is waited for, so that nobody conflicts with themselves.
document.addEventListener(
  'click',
  event => {
    const button = event.target.closest('button:not([type="button"])')
    const form = button && formOf(button)
    if (!form) return
    clearTimeout(timer)
    if (button.matches('[data-places]')) delete form.dataset.dirty
    if (saving === undefined) return
    event.preventDefault()
    event.stopImmediatePropagation()
    saving.then(() => button.click())
  },
  true,
)
