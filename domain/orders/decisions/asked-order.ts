import { z } from 'zod'
import { Currency } from '../../shared/currency.ts'
import { AskedKey, AskedSku } from '../../shared/id.ts'
import { MAX_LINES } from '../../shared/limits.ts'
import { AskedPrice } from '../../shared/money.ts'
import { AskedStore } from '../../shared/store-key.ts'
import { AskedOrderAddress } from '../order-address.ts'
import { orderSources } from '../terms.ts'
import { AskedQuantity } from '../units.ts'
import { CommentText, Reference } from './notes.ts'

/** Whom to reach about an order when it is not, or not only, the customer on file. */
const AskedContact = z.strictObject({
  name: z.string().trim().min(1).max(255),
  email: z.email().max(255).optional(),
  phone: z.string().max(64).optional(),
  address: z.string().max(1000).optional(),
})

/** Why somebody pays another price than others. */
export const PriceReason = z.string().trim().min(1).max(200)

const AskedOrderLine = z.strictObject({ sku: AskedSku, quantity: AskedQuantity })
/** `unitPrice`: in place of the product's, and why. It takes a permission of its own. */
const AgreedLine = AskedOrderLine.extend({ unitPrice: AskedPrice.optional(), reason: PriceReason.optional() })

/** Prices and names come from the products, the day from the store's clock. */
export const AskedOrder = z.strictObject({
  store: AskedStore,
  /** The store's unless said otherwise. */
  currency: Currency.optional(),
  customer: AskedKey.nullable(),
  lines: z.array(AskedOrderLine).min(1).max(MAX_LINES),
  /** Keys of how it is delivered and paid. */
  delivery: AskedKey.optional(),
  payment: AskedKey.optional(),
  /** Where the bill goes; goods, too, unless they go elsewhere. */
  billing: AskedOrderAddress.optional(),
  shipping: AskedOrderAddress.optional(),
  source: z.enum(orderSources).optional(),
  comment: CommentText.optional(),
  contact: AskedContact.optional(),
  /** What the buyer calls it. */
  reference: Reference.optional(),
})
/** The same with prices that were agreed. */
export const AgreedOrder = AskedOrder.extend({ lines: z.array(AgreedLine).min(1).max(MAX_LINES) })
export type AskedOrder = z.infer<typeof AgreedOrder>
