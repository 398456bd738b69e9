import type { Shop } from '../../bin/open-shop.ts'
import { product } from '../../domain/catalog/product.ts'
import { draft } from '../../domain/orders/draft.ts'
import { sendTo } from './small-shop.ts'

/** A draft in each state that has other buttons. */
export const drafts = {
  open: '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9eb0',
  /** Its product costs something else by now. */
  repriced: '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9eb1',
  abandoned: '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9eb2',
  placed: '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9eb3',
} as const

type Of = { readonly sku: string; readonly customer: string; readonly reason: string }

export const beginDrafts = async (shop: Shop, { sku, customer, reason }: Of): Promise<void> => {
  const form = { store: 'DE', customer, lines: [{ sku, quantity: 2 }], source: 'phone' }
  for (const id of [drafts.open, drafts.abandoned, drafts.placed]) await sendTo(shop, draft, id, 'SaveDraft', form)
  for (const gross of ['70.00', '77.00']) {
    await sendTo(shop, product, sku, 'SetPrices', { prices: [{ store: 'UK', currency: 'GBP', gross }] })
    await sendTo(shop, draft, drafts.repriced, 'SaveDraft', { ...form, store: 'UK' })
  }
  const agreed = { line: sku, unitPrice: '7.50', reason: 'Open box' }
  for (const id of [drafts.open, drafts.placed]) await sendTo(shop, draft, id, 'AgreePrice', agreed)
  await sendTo(shop, draft, drafts.abandoned, 'AbandonDraft', { reason })
  await sendTo(shop, draft, drafts.placed, 'CloseDraft', { customer })
}
