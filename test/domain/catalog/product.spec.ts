import { describe, expect, it } from 'vitest'
import { categoryHeir, MAIN_TREE, placedCategories } from '../../../domain/catalog/category-tree.ts'
import { product } from '../../../domain/catalog/product.ts'
import type { MessageOf } from '../../../domain/decider.ts'
import { keptTaxSet } from '../../../domain/facts/kept-tax-set.ts'
import { SHOP, settingsOf } from '../../../domain/shop/settings.ts'
import { given } from '../../support/given.ts'

type Event = MessageOf<typeof product.events>
type Command = MessageOf<typeof product.commands>

const sku = 'CHAIR-1'
const names = { en: 'Chair', de: 'Stuhl' }
const created: Event = { type: 'ProductCreated', data: { sku, names } }
const activated: Event = { type: 'ProductActivated', data: {} }
const discontinued: Event = { type: 'ProductDiscontinued', data: { reason: 'No longer made' } }
const uk = { store: 'UK', currency: 'GBP' } as const
const priced: Event = { type: 'PriceChanged', data: { ...uk, price: { gross: '2.50' } } }

const garden = { facts: [[placedCategories, MAIN_TREE, new Set(['garden'])] as const] }
const chair = (...events: readonly Event[]) => given(product, sku, created, ...events)

describe('creating a product', () => {
  const create: Command = { type: 'CreateProduct', data: { names } }
  it('starts it inactive under its SKU', () => given(product, sku).when(create).then(created))
  it('may put it into a category', () =>
    given(product, sku)
      .when({ type: 'CreateProduct', data: { names, category: 'garden' } }, garden)
      .then({ type: 'ProductCreated', data: { sku, names, category: 'garden' } }))
  it('is not put into a category that is not there', () =>
    given(product, sku)
      .when({ type: 'CreateProduct', data: { names, category: 'moon' } }, garden)
      .thenRejected('CategoryUnknown', 'category'))
  it('needs a SKU that is free', () => chair().when(create).thenRejected('ProductExists', 'id'))
  it('needs a SKU in capitals', () => given(product, 'chair 1').when(create).thenRejected('SkuMalformed', 'id'))
  it('has a name in any language', () => {
    const spoken = { en: 'Chair', fr: 'Chaise', 'de-AT': 'Sessel' }
    given(product, sku)
      .when({ type: 'CreateProduct', data: { names: spoken } })
      .then({ type: 'ProductCreated', data: { sku, names: spoken } })
  })
  it('needs a name in the default language of the shop', () => {
    given(product, sku)
      .when({ type: 'CreateProduct', data: { names: { fr: 'Chaise' } } })
      .thenRejected('DefaultNameMissing', 'names.en')
    expect(() => given(product, sku).when({ type: 'CreateProduct', data: { names: { en: ' ' } } })).toThrow()
  })
})

describe('in a shop with another default language', () => {
  const french = { facts: [[settingsOf, SHOP, { contentLanguage: 'fr' }] as const] }
  const named = (names: Record<string, string>) => ({ type: 'CreateProduct', data: { names } }) as const
  it('a product has a name in that one, which stands for those that are missing', () =>
    given(product, sku)
      .when(named({ fr: 'Chaise' }), french)
      .then({ type: 'ProductCreated', data: { sku, names: { default: 'fr', fr: 'Chaise' } } }))
  it('a product needs a name in it', () =>
    given(product, sku)
      .when(named({ en: 'Chair' }), french)
      .thenRejected('DefaultNameMissing', 'names.fr'))
  it('a product that was named before keeps its names until it is named anew', () => {
    const edit = (called: Record<string, string>) =>
      ({ type: 'EditProduct', data: { names: called, descriptions: {}, category: null } }) as const
    chair().when(edit(names), french).thenNothing()
    chair()
      .when(edit({ en: 'Stool' }), french)
      .thenRejected('DefaultNameMissing', 'names.fr')
  })
})

describe('editing a product', () => {
  const edit = (fields: Partial<Extract<Command, { type: 'EditProduct' }>['data']>): Command => ({
    type: 'EditProduct',
    data: { names, descriptions: {}, category: null, ...fields },
  })
  it('says what changed, one event each', () =>
    chair()
      .when(edit({ names: { en: 'Folding chair' }, descriptions: { en: 'Folds flat.' }, category: 'garden' }), garden)
      .then(
        { type: 'ProductRenamed', data: { names: { en: 'Folding chair' } } },
        { type: 'ProductDescribed', data: { descriptions: { en: 'Folds flat.' } } },
        { type: 'ProductMovedToCategory', data: { category: 'garden' } },
      ))
  it('does not put it into a category that is not there, and leaves it in one that is gone', () => {
    chair()
      .when(edit({ category: 'moon' }), garden)
      .thenRejected('CategoryUnknown', 'category')
    chair({ type: 'ProductMovedToCategory', data: { category: 'moon' } })
      .when(edit({ category: 'moon' }))
      .thenNothing()
  })
  it('adds a translation, once', () => {
    const names = { en: 'Chair', de: 'Stuhl', fr: 'Chaise' }
    const renamed: Event = { type: 'ProductRenamed', data: { names } }
    chair().when(edit({ names })).then(renamed)
    chair(renamed).when(edit({ names })).thenNothing()
  })
  it('describes it in some languages, and in none', () => {
    const descriptions = { de: 'Klappbar.', fr: 'Se plie.' }
    chair().when(edit({ descriptions })).then({ type: 'ProductDescribed', data: { descriptions } })
    chair({ type: 'ProductDescribed', data: { descriptions } })
      .when(edit({ descriptions: { de: '', fr: ' ' } }))
      .then({ type: 'ProductDescribed', data: { descriptions: {} } })
  })
  it('keeps the name in the default language, unless names stay as they were before that was the default', () => {
    chair()
      .when(edit({ names: { de: 'Stuhl' } }))
      .thenRejected('DefaultNameMissing', 'names.en')
    const old: Event = { type: 'ProductRenamed', data: { names: { default: 'de', de: 'Stuhl' } } }
    chair(old)
      .when(edit({ names: { default: 'de', de: 'Stuhl' } }))
      .thenNothing()
    chair(old)
      .when(edit({ names: { de: 'Hocker' } }))
      .thenRejected('DefaultNameMissing', 'names.en')
  })
  it('takes it out of its category', () =>
    chair({ type: 'ProductMovedToCategory', data: { category: 'garden' } })
      .when(edit({}))
      .then({ type: 'ProductMovedToCategory', data: { category: null } }))
  it('does nothing when nothing changed', () => chair().when(edit({})).thenNothing())
  it('needs the product', () => given(product, sku).when(edit({})).thenRejected('ProductUnknown'))
  it('is over once it is discontinued', () => chair(discontinued).when(edit({})).thenRejected('ProductIsDiscontinued'))
})

describe('the tax set of a product', () => {
  const sets = {
    facts: [
      [keptTaxSet, 'goods', true] as const,
      [keptTaxSet, 'books', true] as const,
      [keptTaxSet, 'gone', false] as const,
    ],
  }
  const edit = (taxSet?: string | null): Command => ({
    type: 'EditProduct',
    data: { names, descriptions: {}, category: null, ...(taxSet === undefined ? {} : { taxSet }) },
  })
  const taxed = (taxSet: string | null, from?: string): Event => ({
    type: 'ProductTaxSetAssigned',
    data: { taxSet, ...(from === undefined ? {} : { from }) },
  })
  it('may be chosen when it is made', () =>
    given(product, sku)
      .when({ type: 'CreateProduct', data: { names, taxSet: 'goods' } }, sets)
      .then(created, taxed('goods')))
  it('is chosen, changed and taken away again, each naming the one before', () => {
    chair().when(edit('goods'), sets).then(taxed('goods'))
    chair(taxed('goods')).when(edit('books'), sets).then(taxed('books', 'goods'))
    chair(taxed('goods')).when(edit(null), sets).then(taxed(null, 'goods'))
  })
  it('stays where nothing is said of it, or the same again', () => {
    chair(taxed('goods')).when(edit(), sets).thenNothing()
    chair(taxed('goods')).when(edit('goods'), sets).thenNothing()
    chair().when(edit(null)).thenNothing()
  })
  it('is one that there is; one that has gone since stays', () => {
    chair().when(edit('gone'), sets).thenRejected('TaxSetNotThere', 'taxSet')
    given(product, sku)
      .when({ type: 'CreateProduct', data: { names, taxSet: 'gone' } }, sets)
      .thenRejected('TaxSetNotThere', 'taxSet')
    chair(taxed('gone')).when(edit('gone'), sets).thenNothing()
  })
})

describe('a product whose category is removed', () => {
  type Heirs = Readonly<Record<string, string | null>>
  const gone = (heirs: Heirs) => ({ facts: [[categoryHeir, MAIN_TREE, (key: string) => heirs[key]] as const] })
  const leave: Command = { type: 'LeaveCategory', data: { category: 'trees' } }
  const followed = (category: string | null): Event => ({
    type: 'ProductMovedToCategory',
    data: { category, from: 'trees' },
  })
  const inTrees: Event = { type: 'ProductMovedToCategory', data: { category: 'trees' } }
  it('follows it to the one above', () =>
    chair(inTrees)
      .when(leave, gone({ trees: 'garden' }))
      .then(followed('garden')))
  it('is in none when none is above', () =>
    chair(inTrees)
      .when(leave, gone({ trees: null }))
      .then(followed(null)))
  it('follows also from where it was created', () =>
    given(product, sku, { type: 'ProductCreated', data: { sku, names, category: 'trees' } })
      .when(leave, gone({ trees: 'garden' }))
      .then(followed('garden')))
  it('follows also when it is discontinued', () =>
    chair(inTrees, discontinued)
      .when(leave, gone({ trees: 'garden' }))
      .then(followed('garden')))
  it('follows once', () =>
    chair(inTrees, followed('garden'))
      .when(leave, gone({ trees: 'garden' }))
      .thenNothing())
  it('stays where somebody has put it meanwhile', () =>
    chair(inTrees, { type: 'ProductMovedToCategory', data: { category: 'home' } })
      .when(leave, gone({ trees: 'garden' }))
      .thenNothing())
  it('stays in it when it is there, again or still', () => chair(inTrees).when(leave, gone({})).thenNothing())
  it('is no product that is not there', () =>
    given(product, sku)
      .when(leave, gone({ trees: 'garden' }))
      .thenNothing())

  const edit = (category: string | null): Command => ({
    type: 'EditProduct',
    data: { names: { en: 'Stool' }, descriptions: {}, category },
  })
  const renamed: Event = { type: 'ProductRenamed', data: { names: { en: 'Stool' } } }
  it('keeps what a form says that still names the removed one', () =>
    chair(inTrees, followed('garden')).when(edit('trees'), garden).then(renamed))
  it('moves to it when it was placed again and somebody chooses it', () =>
    chair(inTrees, followed('garden'))
      .when(edit('trees'), { facts: [[placedCategories, MAIN_TREE, new Set(['garden', 'trees'])]] })
      .then(renamed, inTrees))
  it('is refused the removed one once somebody has chosen another', () =>
    chair(inTrees, followed('garden'), { type: 'ProductMovedToCategory', data: { category: null } })
      .when(edit('trees'), garden)
      .thenRejected('CategoryUnknown', 'category'))
})

describe('the prices of a product', () => {
  type Asked = Extract<Command, { type: 'SetPrices' }>['data']['prices']
  const set = (...prices: Asked): Command => ({ type: 'SetPrices', data: { prices } })
  const de = { store: 'DE', currency: 'EUR' } as const
  const both: Event = { type: 'PriceChanged', data: { ...uk, price: { gross: '2.50', net: '2.10' } } }

  it('are set at once, one event each; those that are not named stay', () =>
    chair(priced)
      .when(set({ ...de, gross: '3' }, { ...uk, gross: '4', net: '3.20' }))
      .then(
        { type: 'PriceChanged', data: { ...de, price: { gross: '3' } } },
        { type: 'PriceChanged', data: { ...uk, price: { gross: '4', net: '3.20' } } },
      ))
  it('keep what is not named of them, gross or net', () => {
    chair(priced)
      .when(set({ ...uk, net: '2.10' }))
      .then(both)
    chair({ type: 'PriceChanged', data: { ...uk, price: { net: '2.10' } } })
      .when(set({ ...uk, gross: '2.50' }))
      .then(both)
    chair(priced).when(set(uk)).thenNothing()
  })
  it('lose what is set to null, and are removed when nothing is left', () => {
    chair(both)
      .when(set({ ...uk, net: null }))
      .then(priced)
    chair(both)
      .when(set({ ...uk, gross: null, net: null }))
      .then({ type: 'PriceRemoved', data: uk })
    chair(priced)
      .when(set({ ...uk, gross: null }))
      .then({ type: 'PriceRemoved', data: uk })
  })
  it('are set and removed once', () => {
    chair(both)
      .when(set({ ...uk, gross: '2.5', net: '2.1000' }))
      .thenNothing()
    chair(priced, { type: 'PriceRemoved', data: uk })
      .when(set({ ...uk, gross: null, net: null }))
      .thenNothing()
  })
  it('are not set at a store that is not there; one that is kept there stays or is removed', () => {
    const paris = { store: 'FR', currency: 'EUR' } as const
    const kept: Event = { type: 'PriceChanged', data: { ...paris, price: { gross: '1' } } }
    chair()
      .when(set({ ...de, gross: '1' }, { ...paris, gross: '1' }))
      .thenRejected('StoreUnknown', 'prices.1.store')
    chair(kept)
      .when(set({ ...paris, gross: '1', net: null }))
      .thenNothing()
    chair(kept)
      .when(set({ ...paris, gross: null }))
      .then({ type: 'PriceRemoved', data: paris })
  })
  it('are not higher without tax than with it, whichever of the two is set', () => {
    chair()
      .when(set({ ...de, gross: '1' }, { ...uk, gross: '9.99', net: '10' }))
      .thenRejected('NetAboveGross', 'prices.1.net')
    chair(both)
      .when(set({ ...uk, gross: '2' }))
      .thenRejected('NetAboveGross', 'prices.0.net')
  })
  it('are all told of at once when several are wrong', () =>
    chair()
      .when(
        set(
          { ...uk, gross: '9.99', net: '10' },
          { ...de, gross: '1', net: '2' },
          { store: 'FR', currency: 'EUR', gross: '1' },
        ),
      )
      .thenAllRejected(
        ['NetAboveGross', 'prices.0.net'],
        ['NetAboveGross', 'prices.1.net'],
        ['StoreUnknown', 'prices.2.store'],
      ))
  it('are named once each', () =>
    chair()
      .when(set({ ...uk, gross: '1' }, { ...de, gross: '1' }, { ...uk, gross: '2' }))
      .thenRejected('PriceRepeated', 'prices.2.currency'))
  it('are of a product that is there and not discontinued', () => {
    given(product, sku)
      .when(set({ ...uk, gross: '1' }))
      .thenRejected('ProductUnknown')
    chair(discontinued)
      .when(set({ ...uk, gross: '1' }))
      .thenRejected('ProductIsDiscontinued')
  })
  it('are each a field of their own, of which two edits can both be kept', () => {
    const { PriceChanged, PriceRemoved } = product.touches
    expect(PriceChanged({ ...uk, price: { gross: '1' } })).toEqual(['prices.UK/GBP'])
    expect(PriceRemoved(de)).toEqual(['prices.DE/EUR'])
  })
})

describe('selling a product', () => {
  const activate: Command = { type: 'ActivateProduct', data: {} }
  const deactivate: Command = { type: 'DeactivateProduct', data: {} }
  const discontinue: Command = { type: 'DiscontinueProduct', data: { reason: 'No longer made' } }
  it('begins', () => chair().when(activate).then(activated))
  it('begins once', () => chair(activated).when(activate).thenNothing())
  it('pauses', () => chair(activated).when(deactivate).then({ type: 'ProductDeactivated', data: {} }))
  it('is paused at first', () => chair().when(deactivate).thenNothing())
  it('ends for ever, with a reason', () => chair(activated).when(discontinue).then(discontinued))
  it('ends once', () => chair(discontinued).when(discontinue).thenNothing())
  it('does not begin again', () => {
    chair(discontinued).when(activate).thenRejected('ProductIsDiscontinued')
    chair(discontinued).when(deactivate).thenRejected('ProductIsDiscontinued')
  })
  it('needs the product', () => {
    given(product, sku).when(activate).thenRejected('ProductUnknown')
    given(product, sku).when(deactivate).thenRejected('ProductUnknown')
    given(product, sku).when(discontinue).thenRejected('ProductUnknown')
  })
})
