import { orderCommands } from '../../api/orders/order.ts'
import { notice } from '../components/notice.ts'
import { type Html, html } from '../html.ts'
import { buttonOf } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'

type Lacking = { readonly id: string; readonly store: string; readonly lacking: number }

/** That units of an order have no stock, what becomes of them, and the button that asks the warehouses again. */
export const lackingNotice = ({ words, context }: Drawing, { id, store, lacking }: Lacking): Html | undefined => {
  if (lacking === 0) return undefined
  const again = buttonOf(words, context, orderCommands.ReserveOrder, { id, store })
  return notice({
    tone: 'info',
    body: html`<p>${words.text('order.lacking', { units: lacking })}</p>${again}`,
  })
}
