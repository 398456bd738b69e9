/** Of a page: the card with this title; empty where there is none. */
export const cardOf = (page: string, title: string): string => {
  const start = page.indexOf(`<section class="card" aria-label="${title}"`)
  if (start < 0) return ''
  let depth = 0
  for (const { 0: tag, index } of page.slice(start).matchAll(/<\/?section\b/g)) {
    depth += tag === '<section' ? 1 : -1
    if (depth === 0) return page.slice(start, start + index)
  }
  return page.slice(start)
}

/** Markup as a person reads it: its text, blanks folded. */
export const textOf = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
