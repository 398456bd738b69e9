import type { Page } from 'playwright-core'

/** What a script finds in the page, in windows of several sizes: each time the size, and the markup of what it is. */
const inWindows = async (page: Page, sizes: readonly (readonly [width: number, height: number])[], script: string) => {
  const found: string[] = []
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height })
    found.push(...(await page.evaluate<string[]>(script)).map(what => `${width}: ${what}`))
  }
  return found
}

/** What makes the page scroll sideways, from the smallest phone people have to the widest screen. */
export const sticksOut = (page: Page): Promise<string[]> =>
  inWindows(
    page,
    [360, 768, 1280, 2560].map(width => [width, 700]),
    `document.scrollingElement.scrollWidth <= innerWidth ? [] : [
      document.scrollingElement.scrollWidth + ' wide',
      ...[...document.querySelectorAll('body *')]
        .filter(element => element.getBoundingClientRect().right > innerWidth)
        .slice(0, 3)
        .map(element => element.outerHTML.slice(0, 160))]`,
  )

/**
 * What of the first rows of tables can not be clicked where it stands, because something lies over it. The page is
 * scrolled to it from below, as by a person who tabs backwards.
 */
export const coveredInFirstRows = (page: Page): Promise<string[]> =>
  inWindows(
    page,
    [
      [1440, 420],
      [360, 420],
    ],
    `[...document.querySelectorAll('tbody tr:first-child :is(a, summary, button)')].filter(element => {
      if (!element.checkVisibility()) return false
      scrollTo(0, document.documentElement.scrollHeight)
      element.blur()
      element.focus()
      const { left, right, top, height } = element.getClientRects()[0]
      // Of what a table scrolls sideways the part that is seen is hit.
      const there = document.elementFromPoint((left + Math.min(right, innerWidth)) / 2, top + height / 2)
      element.dataset.under = there?.outerHTML.slice(0, 80) ?? 'nothing at ' + left + ', ' + top
      return !element.contains(there)
    }).map(element => element.outerHTML.slice(0, 240))`,
  )

const TARGETS =
  'button, .button, summary, select, textarea, input:not([type="hidden"]), .chip, nav a, tr[data-row] th a'

/** What is smaller than so many pixels, so that a finger or a mouse misses it. Links in a text are as high as its lines. */
const smallIn = (page: Page, width: number, least: number): Promise<string[]> =>
  inWindows(
    page,
    [[width, 700]],
    `[...document.querySelectorAll(${JSON.stringify(TARGETS)})].filter(element => {
      // A tick is hit by its label or its cell.
      const hit = element.closest('label, .tick') ?? element.labels?.[0] ?? element
      const { width, height } = (element.matches('[type="checkbox"], [type="radio"]') ? hit : element).getBoundingClientRect()
      const isSeen = element.checkVisibility() && !element.closest('.visually-hidden')
      return isSeen && Math.round(Math.min(width, height)) < ${least}
    }).map(element => {
      const { width, height } = element.getBoundingClientRect()
      return Math.round(width) + ' x ' + Math.round(height) + ' ' + element.outerHTML.slice(0, 120)
    })`,
  )

/** What is too small to be hit: on a phone by a finger, elsewhere by a mouse. */
export const smallTargets = async (page: Page): Promise<string[]> => [
  ...(await smallIn(page, 1440, 24)),
  ...(await smallIn(page, 360, 44)),
]
