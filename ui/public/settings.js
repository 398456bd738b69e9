// Settings are narrowed down to what is looked for while somebody types; what is typed into them stays. A page that was
// narrowed down by its address has no others: there the search is sent.
const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const isSent = () => new URLSearchParams(location.search).has('q')

const narrow = search => {
  const wanted = plain(search.value.trim())
  for (const setting of document.querySelectorAll('[data-setting]')) {
    const group = setting.closest('section').querySelector('h2').textContent
    const typed = [...setting.querySelectorAll('input, select')].map(field =>
      field.matches('select') ? (field.selectedOptions[0]?.textContent ?? '') : field.value,
    )
    // A list of choices has every language in it: only the chosen one counts.
    const said = [...setting.querySelectorAll('label, p')].map(part => part.textContent)
    setting.hidden = !plain([group, ...said, ...typed].join(' ')).includes(wanted)
  }
  for (const section of document.querySelectorAll('section:has([data-setting])')) {
    section.hidden = section.querySelector('[data-setting]:not([hidden])') === null
    const link = document.querySelector(`.settings-groups a[href="#${section.id}"]`)
    if (link) link.closest('li').hidden = section.hidden
  }
  const none = document.getElementById('settings-none')
  none.textContent = document.querySelector('[data-setting]:not([hidden])') === null ? none.dataset.none : ''
}

document.addEventListener('input', ({ target }) => {
  if (target.matches?.('[data-filter-settings]') && !isSent()) narrow(target)
})
document.addEventListener('submit', event => {
  const search = event.target.querySelector('[data-filter-settings]')
  if (search && !isSent()) event.preventDefault()
})
