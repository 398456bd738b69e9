import { productCommands } from '../api/catalog/product.ts'
import type { CommandRoute } from '../api/commands.ts'
import type { Page, PageContext } from '../api/page.ts'
import { paymentMethodCommands } from '../api/payment/payment-method.ts'
import { userCommands } from '../api/people/user.ts'
import { deliveryMethodCommands } from '../api/shipping/delivery-method.ts'
import { warehouseCommands } from '../api/shipping/warehouse.ts'
import { storeCommands } from '../api/shop/store.ts'
import { taxRateCommands } from '../api/shop/tax-rate.ts'
import { taxSetCommands } from '../api/shop/tax-set.ts'
import { readNewestSalesDay } from '../projections/orders/sales.ts'
import { type Readiness, readReadiness } from '../projections/shop/readiness.ts'
import { badge } from './components/badge.ts'
import { card } from './components/card.ts'
import { linkButton, pageHead } from './components/page-head.ts'
import { FIRST_STEPS } from './first-steps-href.ts'
import { type Html, html } from './html.ts'
import { commandName } from './kit/command-name.ts'
import { maySend } from './kit/form.ts'
import { lackOf, type Need } from './shop/store-lacks.ts'
import { type Words, wordsFor } from './words.ts'

type Lacking = (words: Words, readiness: Readiness) => readonly string[]

type Step = {
  readonly key: 'store' | Need | 'people'
  /** Where it is done: forms, of which the first is the usual one. */
  readonly routes: readonly CommandRoute[]
  readonly lacking: Lacking
  /** The shop sells without it. */
  readonly isOptional?: boolean
}

const ofStores =
  (need: Need): Lacking =>
  (words, { stores }) =>
    stores.flatMap(store => lackOf(words, need, store) ?? [])

const taxes: Lacking = (words, readiness) => [
  ...(readiness.hasTaxSet ? [] : [words.text('firstSteps.lacks.taxSet')]),
  ...ofStores('taxes')(words, readiness),
]

const steps: readonly Step[] = [
  {
    key: 'store',
    routes: [storeCommands.OpenStore],
    lacking: ({ text }, { stores }) => (stores.length === 0 ? [text('firstSteps.lacks.store')] : []),
  },
  { key: 'taxes', routes: [taxRateCommands.CreateTaxRate, taxSetCommands.CreateTaxSet], lacking: taxes },
  { key: 'warehouse', routes: [warehouseCommands.OpenWarehouse], lacking: ofStores('warehouse') },
  { key: 'delivery', routes: [deliveryMethodCommands.AddDeliveryMethod], lacking: ofStores('delivery') },
  { key: 'payment', routes: [paymentMethodCommands.AddPaymentMethod], lacking: ofStores('payment') },
  { key: 'product', routes: [productCommands.CreateProduct], lacking: ofStores('product') },
  {
    key: 'people',
    routes: [userCommands.CreateUser],
    lacking: ({ text }, { people }) => (people < 2 ? [text('firstSteps.lacks.people')] : []),
    isOptional: true,
  },
]

type State = 'done' | 'open' | 'optional'

/** While there is no store nothing else is done: what it would have to serve is not known. */
const stateOf = ({ key, isOptional }: Step, lacking: readonly string[], { stores }: Readiness): State => {
  if (lacking.length === 0 && (key === 'store' || key === 'people' || stores.length > 0)) return 'done'
  return isOptional === true ? 'optional' : 'open'
}

const tones = { done: 'good', open: 'warn', optional: 'neutral' } as const

type Drawn = { readonly state: State; readonly item: Html }

const drawn = (words: Words, context: PageContext, readiness: Readiness, step: Step): Drawn => {
  const { text } = words
  const { key, routes, lacking } = step
  const lacks = lacking(words, readiness)
  const state = stateOf(step, lacks, readiness)
  const ways = routes.flatMap(route =>
    route.form !== undefined && maySend(context, route)
      ? [
          linkButton({
            label: commandName(words, route),
            href: route.form,
            kind: state === 'open' ? 'primary' : 'plain',
          }),
        ]
      : [],
  )
  const item = html`<li data-step="${key}"><h3>${text(`firstSteps.${key}`)} ${badge(text(`firstSteps.state.${state}`), tones[state])}</h3>
<p>${text(`firstSteps.${key}.hint`)}</p>
${lacks.length > 0 && html`<ul>${lacks.map(lack => html`<li>${lack}</li>`)}</ul>`}
${ways.length > 0 && html`<div class="ways">${ways}</div>`}</li>`
  return { state, item }
}

/** From the command line: what fills a shop at once. */
const filling = ({ text }: Words): Html => {
  const command = (name: 'demo' | 'import' | 'settings', line: string) =>
    html`<li><h3>${text(`firstSteps.${name}`)}</h3><p>${text(`firstSteps.${name}.hint`)}</p><pre tabindex="0"><code>${line}</code></pre></li>`
  return card({
    title: text('firstSteps.filling'),
    body: html`<ul class="steps">${command('settings', 'npm run daybook -- settings import <file>')}${command('demo', 'npm run daybook -- demo')}${command('import', 'npm run daybook -- import online-retail <file>')}</ul>`,
  })
}

/** What it takes until the shop can sell, and where each of it is done. @param isEmpty nothing was sold yet */
export const firstSteps = async (words: Words, context: PageContext, isEmpty: boolean): Promise<Html> => {
  const { text } = words
  const readiness = await readReadiness(context.viewer, context.db, context.now)
  const all = steps.map(step => drawn(words, context, readiness, step))
  const count = all.filter(({ state }) => state === 'open').length
  const title = count === 0 ? text('firstSteps.ready') : text('firstSteps.open', { count })
  const list = card({ title, body: html`<ol class="steps">${all.map(({ item }) => item)}</ol>` })
  return html`<div class="stack">${list}${isEmpty && filling(words)}</div>`
}

export const firstStepsPage: Page = {
  path: FIRST_STEPS,
  may: 'store:read',
  view: async context => {
    const words = wordsFor(context.viewer, context.now)
    const title = words.text('firstSteps.title')
    const isEmpty = (await readNewestSalesDay(context.viewer, context.db)) === undefined
    return { title, body: html`${pageHead({ title })}${await firstSteps(words, context, isEmpty)}` }
  },
}
