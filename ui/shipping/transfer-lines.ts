import { contentLocale } from '../../api/content-locale.ts'
import type { PageContext } from '../../api/page.ts'
import { type Names, nameIn } from '../../domain/shared/locale.ts'
import { type Html, html } from '../html.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'

type Line = { readonly sku: string; readonly productNames: Names | null }

/** What a line's product is called, with the way to it. */
export const productOf = ({ text }: Words, { viewer }: PageContext, { sku, productNames }: Line): Html =>
  productNames === null
    ? html`<span class="quiet">${text('stock.noProduct')}</span>`
    : thingLink(viewer, 'product', sku, nameIn(productNames, contentLocale(viewer)))
