// The menu: groups stay folded as this browser left them, and a field narrows them down to what is called so.
const menu = document.getElementById('menu')
const filter = document.getElementById('nav-filter')
const none = document.getElementById('nav-none')
const groups = [...menu.querySelectorAll('[data-nav-group]')]
const FOLDED = 'nav-folded'

const readFolded = () => {
  try {
    return new Set(JSON.parse(localStorage.getItem(FOLDED) ?? '[]'))
  } catch {
    // Without storage, or with something else in it, all are open.
    return new Set()
  }
}
const folded = readFolded()
const keepFolded = () => {
  try {
    localStorage.setItem(FOLDED, JSON.stringify([...folded]))
  } catch {
    // Without storage they stay folded as long as the page.
  }
}
// Where the page is stands open, whatever was folded.
const fold = () => {
  for (const group of groups)
    group.open = !folded.has(group.dataset.navGroup) || group.querySelector('[aria-current]') !== null
}
fold()
// A click comes before the group opens or closes, also when it comes from a key.
menu.addEventListener('click', ({ target }) => {
  const group = target.closest('summary')?.parentElement
  if (!group || filter.value !== '') return
  if (group.open) folded.add(group.dataset.navGroup)
  else folded.delete(group.dataset.navGroup)
  keepFolded()
})

const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const narrow = () => {
  const wanted = plain(filter.value.trim())
  const entries = [...menu.querySelectorAll('li')]
  for (const entry of entries) {
    const group = entry.closest('details')?.querySelector('summary').textContent ?? ''
    entry.hidden = !plain(`${group} ${entry.textContent}`).includes(wanted)
  }
  for (const group of groups) group.hidden = group.querySelector('li:not([hidden])') === null
  if (wanted === '') fold()
  else for (const group of groups) group.open = true
  none.textContent = entries.every(({ hidden }) => hidden) ? none.dataset.none : ''
}
filter.addEventListener('input', narrow)
filter.addEventListener('keydown', event => {
  if (event.key === 'Enter') menu.querySelector('li:not([hidden]) a')?.click()
  else if (event.key !== 'Escape' || filter.value === '') return
  else filter.value = ''
  event.preventDefault()
  narrow()
})
if (filter.value !== '') narrow()
