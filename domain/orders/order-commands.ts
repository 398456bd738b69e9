import { z } from 'zod'
import { RecordedCountry } from '../shared/country.ts'
import { Currency } from '../shared/currency.ts'
import { AskedKey, AskedSku, Key } from '../shared/id.ts'
import { MAX_LINES } from '../shared/limits.ts'
import { NumberedBy } from '../shared/number.ts'
import { AskedStore } from '../shared/store-key.ts'
import { AskedLine, AskedQuantity, AskedUnits } from './line.ts'

/** Whom to reach about an order when it is not, or not only, the customer on file. */
const AskedContact = z.strictObject({
  name: z.string().trim().min(1).max(255),
  email: z.email().max(255).optional(),
  phone: z.string().max(64).optional(),
  address: z.string().max(1000).optional(),
})
const Comment = z.string().trim().min(1).max(5000)

/** What can be asked of an order. */
export const commands = {
  /** Prices and names come from the products, the day from the store's clock. */
  PlaceOrder: z.strictObject({
    store: AskedStore,
    /** The store's unless said otherwise. */
    currency: Currency.optional(),
    customer: AskedKey.nullable(),
    lines: z
      .array(z.strictObject({ sku: AskedSku, quantity: AskedQuantity }))
      .min(1)
      .max(MAX_LINES),
    comment: Comment.optional(),
    contact: AskedContact.optional(),
  }),
  /** An order that was placed elsewhere, with the prices it had there: imports, other channels. */
  RecordOrder: z.strictObject({
    store: AskedStore,
    currency: Currency,
    country: RecordedCountry,
    customer: Key.nullable(),
    placedOn: z.iso.date(),
    lines: z.array(z.strictObject(AskedLine)).min(1).max(MAX_LINES),
  }),
  /** Sent by the process that had a number given to it. */
  NumberOrder: NumberedBy,
  CommentOnOrder: z.strictObject({ text: Comment }),
  SetCustomReference: z.strictObject({ reference: z.string().trim().min(1).max(255).nullable() }),
  CancelOrderLines: z.strictObject({ lines: AskedUnits, reason: z.string().trim().min(1).max(200) }),
  /** Asks the order to take back what a return names; it answers with an event either way, once per return. */
  BookReturn: z.strictObject({ return: Key, lines: AskedUnits }),
  /** Of an order without a customer; who has an account is erased there. */
  EraseGuest: z.strictObject({}),
  /** Sent by the process once the key is destroyed. */
  ConfirmGuestErasure: z.strictObject({}),
}
