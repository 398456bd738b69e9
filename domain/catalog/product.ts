import { z } from 'zod'
import {
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type Facts,
  fact,
  isRejection,
  type MessageOf,
  type Rejection,
  reject,
  rejectAll,
  type Touches,
} from '../decider.ts'
import { contentFacts, keptNames, keptTexts } from '../facts/content-language.ts'
import { taxedBy, taxSetNamed, untaxable } from '../facts/kept-tax-set.ts'
import { storeIn, storesNamed } from '../facts/known-store.ts'
import { amend, changed } from '../shared/changes.ts'
import { Currency } from '../shared/currency.ts'
import { AskedKey, Key, Sku, skuSpelled } from '../shared/id.ts'
import { AskedNames, AskedTexts, Names, Texts } from '../shared/locale.ts'
import { AskedPrice, comparePrices, samePrice, UnitPrice } from '../shared/money.ts'
import { AskedStore } from '../shared/store-key.ts'
import { categoryHeir, MAIN_TREE, placedCategories } from './category-tree.ts'

const Price = z.strictObject({ gross: UnitPrice.optional(), net: UnitPrice.optional() })
const PriceKey = { store: Key, currency: Currency }

// Stored for ever: never rename a key, only add optional fields.
const events = {
  ProductCreated: z.strictObject({ sku: Sku, names: Names, category: z.string().optional() }),
  ProductRenamed: z.strictObject({ names: Names }),
  ProductDescribed: z.strictObject({ descriptions: Texts }),
  /** `from`: the category it was in, when that was removed and nobody chose another. */
  ProductMovedToCategory: z.strictObject({ category: z.string().nullable(), from: z.string().optional() }),
  /** `from`: the one before. */
  ProductTaxSetAssigned: z.strictObject({ taxSet: z.string().nullable(), from: z.string().optional() }),
  PriceChanged: z.strictObject({ ...PriceKey, price: Price }),
  PriceRemoved: z.strictObject(PriceKey),
  ProductActivated: z.strictObject({}),
  ProductDeactivated: z.strictObject({}),
  ProductDiscontinued: z.strictObject({ reason: z.string() }),
}

type Price = z.infer<typeof Price>
type Product =
  | { readonly status: 'absent' }
  | {
      readonly status: 'inactive' | 'active' | 'discontinued'
      readonly names: Names
      readonly descriptions: Texts
      readonly category: string | null
      /** The category that was removed from above it, until somebody chooses one. */
      readonly left: string | null
      readonly taxSet: string | null
      readonly prices: Readonly<Record<string, Price>>
    }
type Known = Exclude<Product, { status: 'absent' }>

/** Prices of a product are kept per store and currency. */
export const priceKey = ({ store, currency }: { store: string; currency: Currency }) => `${store}/${currency}`

const evolve: Evolve<Product, typeof events> = {
  ProductCreated: (_, { names, category }) => ({
    status: 'inactive',
    names,
    descriptions: {},
    category: category ?? null,
    left: null,
    taxSet: null,
    prices: {},
  }),
  ProductRenamed: amend,
  ProductDescribed: amend,
  ProductMovedToCategory: (product, { category, from }) => amend(product, { category, left: from ?? null }),
  ProductTaxSetAssigned: (product, { taxSet }) => amend(product, { taxSet }),
  PriceChanged: (product, data) =>
    product.status === 'absent' ? product : { ...product, prices: { ...product.prices, [priceKey(data)]: data.price } },
  PriceRemoved: (product, data) => {
    if (product.status === 'absent') return product
    const { [priceKey(data)]: _removed, ...prices } = product.prices
    return { ...product, prices }
  },
  ProductActivated: product => amend(product, { status: 'active' }),
  ProductDeactivated: product => amend(product, { status: 'inactive' }),
  ProductDiscontinued: product => amend(product, { status: 'discontinued' }),
}

const NAMED = 'Left out it stays as it is, null removes it; a price of which nothing is left is removed.'

/** What is asked of the prices at one store in one currency. */
const PriceAt = z
  .strictObject({
    store: AskedStore,
    currency: Currency,
    gross: AskedPrice.nullable().optional().describe(`With tax. ${NAMED}`),
    net: AskedPrice.nullable().optional().describe(`Without tax. ${NAMED}`),
  })
  .describe('The price at one store in one currency, named once. Those at other stores or in other currencies stay.')
type PriceAt = z.infer<typeof PriceAt>

const commands = {
  CreateProduct: z.strictObject({ names: AskedNames, category: AskedKey.optional(), taxSet: AskedKey.optional() }),
  EditProduct: z.strictObject({
    names: AskedNames,
    descriptions: AskedTexts,
    category: AskedKey.nullable(),
    taxSet: AskedKey.nullable().optional().describe('Left out it stays as it is.'),
  }),
  /** Follows a category that was removed to where it went. */
  LeaveCategory: z.strictObject({ category: Key }),
  SetPrices: z.strictObject({ prices: z.array(PriceAt).min(1).max(200) }),
  ActivateProduct: z.strictObject({}),
  DeactivateProduct: z.strictObject({}),
  DiscontinueProduct: z.strictObject({ reason: z.string().trim().min(1).max(200) }),
}

/** Answers for a product that is there and not discontinued; everything else is refused alike. */
const sellable = (product: Product, id: string, then: (product: Known) => Decision<typeof events>) => {
  if (product.status === 'absent') return reject('unknown', 'ProductUnknown', { sku: id })
  return product.status === 'discontinued' ? reject('conflict', 'ProductIsDiscontinued', { sku: id }) : then(product)
}

const sameAmount = (a: string | undefined, b: string | undefined) =>
  a === undefined || b === undefined ? a === b : samePrice(a, b)
const samePrices = (a: Price | undefined, b: Price) =>
  a !== undefined && sameAmount(a.gross, b.gross) && sameAmount(a.net, b.net)

const isPlaced = (category: string, facts: Facts) => facts.of(placedCategories, MAIN_TREE).has(category)
const unplaced = (category: string) => reject('invalid', 'CategoryUnknown', { category }, 'category')

/**
 * Whether somebody leaves a product where it is. A category that was removed is kept until the product has followed it, and
 * a form that was made before names it still.
 */
const keepsCategory = (was: Known, category: string | null, facts: Facts): boolean =>
  category === was.category || (category !== null && category === was.left && !isPlaced(category, facts))

/** A price with what is asked of it: what is not named stays, null goes. Undefined when nothing is left. */
const repriced = (
  was: Price | undefined,
  { gross = was?.gross ?? null, net = was?.net ?? null }: PriceAt,
): Price | undefined =>
  gross === null && net === null ? undefined : { ...(gross !== null && { gross }), ...(net !== null && { net }) }

/** The event that says how a price is now; undefined when it was so before. */
const pricing = (was: Price | undefined, asked: PriceAt): MessageOf<typeof events> | undefined => {
  const { store, currency } = asked
  const price = repriced(was, asked)
  if (price === undefined) return was && { type: 'PriceRemoved', data: { store, currency } }
  return samePrices(was, price) ? undefined : { type: 'PriceChanged', data: { store, currency, price } }
}

/** Refuses prices that are asked for a second time: nobody could tell which is meant. */
const repeated = (asked: readonly PriceAt[]): Rejection[] => {
  const keys = asked.map(priceKey)
  return asked.flatMap(({ store, currency }, index) =>
    keys.indexOf(priceKey({ store, currency })) === index
      ? []
      : [reject('invalid', 'PriceRepeated', { store, currency }, `prices.${index}.currency`)],
  )
}

/** Why a price can not become so, if it can not; one that stays as it is, or goes, may be at a store which is no more. */
const mispriced = (facts: Facts, event: MessageOf<typeof events> | undefined, index: number): Rejection | undefined => {
  if (event?.type !== 'PriceChanged') return undefined
  const { store, currency, price } = event.data
  const { gross, net } = price
  const at = storeIn(facts, store, `prices.${index}.store`)
  if (isRejection(at)) return at
  if (!at.currencies.includes(currency))
    return reject('invalid', 'CurrencyNotOfStore', { store, currency }, `prices.${index}.currency`)
  const isSwapped = gross !== undefined && net !== undefined && comparePrices(net, gross) > 0
  return isSwapped ? reject('invalid', 'NetAboveGross', {}, `prices.${index}.net`) : undefined
}

const decide: Decide<Product, typeof commands, typeof events> = {
  CreateProduct: (product, data, { id, facts }) => {
    if (product.status !== 'absent') return reject('conflict', 'ProductExists', { sku: id }, 'id')
    if (!Sku.safeParse(id).success) return reject('invalid', 'SkuMalformed', {}, 'id')
    if (data.category !== undefined && !isPlaced(data.category, facts)) return unplaced(data.category)
    const { taxSet, ...rest } = data
    const names = keptNames(facts, data.names)
    if (isRejection(names)) return names
    return (
      untaxable(null, taxSet, facts) ?? [
        { type: 'ProductCreated', data: { sku: id, ...rest, names } },
        ...taxedBy('ProductTaxSetAssigned', null, taxSet),
      ]
    )
  },
  EditProduct: (product, { category, taxSet, ...asked }, { id, facts }) =>
    sellable(product, id, was => {
      const names = keptNames(facts, asked.names, { was: was.names })
      if (isRejection(names)) return names
      const descriptions = keptTexts(facts, asked.descriptions, was.descriptions)
      const isKept = keepsCategory(was, category, facts)
      if (category !== null && !isKept && !isPlaced(category, facts)) return unplaced(category)
      return (
        untaxable(was.taxSet, taxSet, facts) ?? [
          ...changed('ProductRenamed', was, { names }),
          ...changed('ProductDescribed', was, { descriptions }),
          ...(isKept ? [] : [{ type: 'ProductMovedToCategory' as const, data: { category } }]),
          ...taxedBy('ProductTaxSetAssigned', was.taxSet, taxSet),
        ]
      )
    }),
  // Also of a discontinued product, whose page and lists show where it was sold.
  LeaveCategory: (product, { category }, { facts }) => {
    if (product.status === 'absent' || product.category !== category) return []
    const heir = facts.of(categoryHeir, MAIN_TREE)(category)
    return heir === undefined ? [] : [{ type: 'ProductMovedToCategory', data: { category: heir, from: category } }]
  },
  SetPrices: (product, { prices: asked }, { id, facts }) =>
    sellable(product, id, ({ prices }) => {
      const changes = asked.map(one => pricing(prices[priceKey(one)], one))
      const refused = rejectAll([
        ...repeated(asked),
        ...changes.flatMap((event, index) => mispriced(facts, event, index) ?? []),
      ])
      return refused ?? changes.filter(event => event !== undefined)
    }),
  ActivateProduct: (product, _, { id }) =>
    sellable(product, id, ({ status }) => (status === 'active' ? [] : [{ type: 'ProductActivated', data: {} }])),
  DeactivateProduct: (product, _, { id }) =>
    sellable(product, id, ({ status }) => (status === 'inactive' ? [] : [{ type: 'ProductDeactivated', data: {} }])),
  DiscontinueProduct: (product, { reason }, { id }) => {
    if (product.status === 'absent') return reject('unknown', 'ProductUnknown', { sku: id })
    return product.status === 'discontinued' ? [] : [{ type: 'ProductDiscontinued', data: { reason } }]
  },
}

const touches: Touches<Product, typeof commands, typeof events> = {
  ProductCreated: () => ['names', 'category', 'status'],
  ProductRenamed: () => ['names'],
  ProductDescribed: () => ['descriptions'],
  ProductMovedToCategory: () => ['category'],
  ProductTaxSetAssigned: () => ['taxSet'],
  PriceChanged: data => [`prices.${priceKey(data)}`],
  PriceRemoved: data => [`prices.${priceKey(data)}`],
  ProductActivated: () => ['status'],
  ProductDeactivated: () => ['status'],
  ProductDiscontinued: () => ['status'],
}

const inTree = (category: string | null) => (category === null ? [] : [{ fact: placedCategories, id: MAIN_TREE }])

export const product: Decider<Product, typeof commands, typeof events> = {
  category: 'product',
  newId: Sku,
  spelling: skuSpelled,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: {
    SetPrices: ({ prices }) => storesNamed(...prices.map(({ store }) => store)),
    CreateProduct: data => [...inTree(data.category ?? null), ...taxSetNamed(data.taxSet), ...contentFacts],
    EditProduct: data => [...inTree(data.category), ...taxSetNamed(data.taxSet), ...contentFacts],
    LeaveCategory: () => [{ fact: categoryHeir, id: MAIN_TREE }],
  },
}

/** Whether a product is there, and sold. */
export const productStatus = fact(product, ({ status }) => status)
