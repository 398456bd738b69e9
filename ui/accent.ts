import type { ShopSettings } from '../projections/shop/settings.ts'
import { type Html, html } from './html.ts'

/** Where the style of a colour is: it never changes, so it is fetched once. */
export const accentHref = (colour: string): string => `/accent/${colour.slice(1)}.css`

/** The colour of the shop, where it has one of its own. */
export const accentLink = (settings: Pick<ShopSettings, 'of'>): Html | undefined => {
  const colour = settings.of('accentColor')
  return colour === null ? undefined : html`<link rel="stylesheet" href="${accentHref(colour)}">`
}
