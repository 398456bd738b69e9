import { isSortOffered, type Sort } from '../projections/engine/list/list.ts'
import { orderList } from '../projections/orders/orders-listed.ts'

export type Question = { readonly filter: string; readonly sort: string; readonly query: string }

/** Every filter of orders, with what many orders have and with what few have. */
const FILTERS: Readonly<Record<string, string>> = {
  none: '',
  'state: to pack': 'state=to_pack',
  'state: closed (nearly all)': 'state=closed',
  'state: three': 'state=backordered&state=to_pack&state=returned',
  'state, age, process (a cell of the matrix)': 'process=invoice-1&state=backordered&age=older',
  'state, age, process (closed)': 'process=invoice-1&state=closed&age=older',
  'state, store': 'state=to_pack&store=UK',
  'state, payment': 'state=closed&payment=open',
  'age: less than a day': 'age=day',
  'age: a week': 'age=week',
  'age: more': 'age=older',
  'payment: paid': 'payment=paid',
  'payment: partly paid': 'payment=partly_paid',
  'payment: refund due': 'payment=refund_due',
  'payment: two, three days ago': 'payment=open&payment=partly_paid&placed=threeDays',
  'placed: a month ago': 'placed=month',
  'process: card': 'process=card-1',
  'process: prepayment': 'process=prepayment-1',
  'source: api': 'source=api',
  'source: import': 'source=import',
  'store: UK': 'store=UK',
  customer: 'customer=10004',
  number: 'number=B00012345',
  assigned: 'assigned=user-0',
  tag: 'tag=gift',
  'tag: rare': 'tag=fragile',
  'tag: nobody has it': 'tag=none',
  product: 'product=SKU-4',
  'product, state': 'product=SKU-4&state=closed',
  currency: 'currency=EUR',
  'amount: few': 'currency=EUR&total.from=100&total.to=120',
  'amount: many': 'currency=EUR&total.from=100',
  'amount: next to none': 'currency=EUR&total.from=1000&total.to=1001',
  'open: yes': 'open=yes',
  'open: no': 'open=no',
  'open for a week': 'open=yes&age=older',
  'held: yes': 'held=yes',
  'held: no': 'held=no',
  'flagged: yes': 'flagged=yes',
  'placed on: 30 days': 'placedOn.last=30d',
  'placed on: last month': 'placedOn.last=lastMonth',
  'placed on: today': 'placedOn.last=today',
  'search: a number': 'q=B00012345',
  'search: a customer': 'q=10004',
  'search: a word of all': 'q=customer',
  'search: a typo': 'q=costumer',
}

/** As lists know the names of what is asked: `total.from` is of `total`. */
const namesIn = (query: string): string[] =>
  [...new URLSearchParams(query).keys()].map(name => name.replace(/\..*$/, ''))

const sorts: Readonly<Record<string, Sort>> = orderList.sorts

const sortsWith = (query: string): string[] =>
  Object.entries(sorts).flatMap(([sort, offered]) => (isSortOffered(offered, namesIn(query)) ? [sort, `-${sort}`] : []))

/** Each filter in each order that the list offers with it. */
export const questions: readonly Question[] = Object.entries(FILTERS).flatMap(([filter, query]) =>
  sortsWith(query).map(sort => ({ filter, sort, query: `${query}${query && '&'}sort=${sort}` })),
)
