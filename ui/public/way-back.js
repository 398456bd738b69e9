// Whoever goes back from a thing to a list, by the browser or by the breadcrumb, finds its row again: focused, and where it
// was on the screen. The path of the page that was left is kept per tab, so that it also holds after steps from thing to thing.
const LEFT = 'left'

let byWay = false
addEventListener('click', ({ target }) => {
  byWay = target.closest?.('.breadcrumb a') != null
})
const remember = () => {
  try {
    sessionStorage.setItem(LEFT, JSON.stringify({ path: location.pathname, byWay }))
  } catch {
    // Without storage the browser still goes back to where it had scrolled to.
  }
}
const left = () => {
  try {
    return JSON.parse(sessionStorage.getItem(LEFT) ?? '{}')
  } catch {
    return {}
  }
}
const find = isKept => {
  const { path, byWay } = left()
  const isBack = isKept || performance.getEntriesByType('navigation')[0]?.type === 'back_forward'
  if (!isBack && !byWay) return
  const link = [...document.querySelectorAll('tr[data-row] th a')].find(({ pathname }) => pathname === path)
  if (!link) return
  link.closest('tr').dataset.left = ''
  // Going back, the browser scrolls by itself; by a link it begins on top.
  link.focus({ preventScroll: isBack })
}
addEventListener('pagehide', remember)
addEventListener('pageshow', ({ persisted }) => find(persisted))
