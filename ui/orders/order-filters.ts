import type { PageContext } from '../../api/page.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import { paymentStates } from '../../domain/orders/process/payment-state.ts'
import { orderProcesses, orderStates } from '../../domain/orders/processes/index.ts'
import { orderAges, orderDues, placedAges } from '../../projections/orders/order-reading.ts'
import type { Option } from '../components/filter-bar.ts'
import { valueName } from '../kit/labels.ts'
import type { Words } from '../words.ts'
import { stateName } from './badges.ts'
import { userChoices } from './user-choices.ts'

/** What a process of orders is called. */
export const processName = ({ text }: Words, process: string): string =>
  sentenceUnder(text, `orderProcess.${process}`) ?? process

const state = (words: Words): Option[] => orderStates.map(value => ({ value, label: stateName(words, value) }))

const process = (words: Words): Option[] =>
  orderProcesses.map(({ name }) => ({ value: name, label: processName(words, name) }))

const payment = (words: Words): Option[] =>
  paymentStates.map(value => ({ value, label: valueName(words, 'order', 'paymentState', value) }))

const age = ({ text }: Words): Option[] =>
  (Object.keys(orderAges) as (keyof typeof orderAges)[]).map(value => ({ value, label: text(`orderAge.${value}`) }))

const placed = ({ text }: Words): Option[] =>
  (Object.keys(placedAges) as (keyof typeof placedAges)[]).map(value => ({
    value,
    label: text(`orderPlaced.${value}`),
  }))

const moving = ({ text }: Words): Option[] =>
  (Object.keys(orderDues) as (keyof typeof orderDues)[]).map(value => ({ value, label: text(`orderDue.${value}`) }))

/** Whoever looks for orders of somebody looks for their own first; a link can name who can not come in any more. */
const assigned = async ({ text }: Words, context: PageContext): Promise<Option[]> => {
  const { viewer, query } = context
  const others = (await userChoices(context)).filter(({ value }) => value !== viewer.id)
  const known = new Set(['', viewer.id, ...others.map(({ value }) => value)])
  const named = query.getAll('assigned').filter(value => !known.has(value))
  return [
    { value: viewer.id, label: text('orders.mine') },
    ...others,
    ...named.map(value => ({ value, label: viewer.people?.get(value) ?? value })),
  ]
}

/** Choices of the filters of orders that the list does not name itself. */
export const orderOptions = { state, process, payment, age, placed, moving, assigned }
