import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'

export type PaletteItem = { readonly label: string; readonly href: string; readonly note?: string }
export type PaletteGroup = { readonly title: string; readonly items: readonly PaletteItem[] }

const option = (id: string, { label, href, note }: PaletteItem): Html =>
  html`<a role="option" aria-selected="false" id="${id}" href="${href}" tabindex="-1">${label}${note !== undefined && html` <span class="quiet">${note}</span>`}</a>`

const group = ({ title, items }: PaletteGroup, index: number): Html =>
  html`<div role="group" aria-labelledby="palette-${index}"><p class="palette-group" id="palette-${index}">${title}</p>${items.map(
    (item, place) => option(`palette-${index}-${place}`, item),
  )}</div>`

/** What the palette's question found, in groups: the answer to `/search?q=…&palette=1`. Groups without items are left out. */
export const paletteResults = ({ text }: Words, groups: readonly PaletteGroup[]): Html => {
  const found = groups.filter(({ items }) => items.length > 0)
  return found.length === 0
    ? html`<p class="palette-none" role="option" aria-selected="false" aria-disabled="true">${text('palette.none')}</p>`
    : html`${found.map(group)}`
}
