// Things that were opened lately come first in the palette. Only their addresses are kept, in this browser; what they are
// called now, and whether this person may still see them, the server says when the palette opens.
const input = document.getElementById('palette-input')
const list = document.getElementById('palette-results')
const RECENT = 'recent'
const MOST = 5

const read = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(RECENT) ?? '[]')
    return Array.isArray(kept) ? kept.filter(path => typeof path === 'string') : []
  } catch {
    // Without storage nothing was opened lately.
    return []
  }
}
const opened = path => {
  try {
    localStorage.setItem(RECENT, JSON.stringify([path, ...read().filter(one => one !== path)].slice(0, MOST + 1)))
  } catch {
    // Without storage there is nothing to come back to.
  }
}
if (document.querySelector('[data-thing]') && !location.pathname.startsWith('/as-of/')) opened(location.pathname)

// The page one is on is not offered.
const others = () =>
  read()
    .filter(path => path !== location.pathname)
    .slice(0, MOST)
const offer = async () => {
  if (input.value !== '') return
  const query = new URLSearchParams(others().map(path => ['recent', path]))
  try {
    const headers = { 'hx-request': 'true', 'hx-request-type': 'partial' }
    const answer = await fetch(`${input.getAttribute('hx-get')}&q=&${query}`, { headers })
    const markup = await answer.text()
    // Whoever has typed meanwhile is answered already.
    if (!answer.ok || input.value !== '') return
    list.innerHTML = markup
    list.dispatchEvent(new CustomEvent('filled', { bubbles: true }))
  } catch {
    // The connection is lost; what the palette has shows all pages.
  }
}
input.addEventListener('focus', () => void offer())
document.addEventListener('htmx:after:swap', ({ detail }) => {
  if (detail.ctx.target === list) void offer()
})
