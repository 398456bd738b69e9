import { describe, expect, expectTypeOf, it } from 'vitest'
import { productCommands } from '../../api/catalog/product.ts'
import { fieldShape } from '../../api/form.ts'
import { orderCommands } from '../../api/orders/order.ts'
import { product } from '../../domain/catalog/product.ts'
import { customer } from '../../domain/customers/customer.ts'
import { order } from '../../domain/orders/order.ts'
import { currencies } from '../../domain/shared/currency.ts'
import { warehouse } from '../../domain/shipping/warehouse.ts'
import { type Column, flag } from '../../projections/engine/model/table.ts'
import { orders } from '../../projections/orders/order.ts'
import { commandName } from '../../ui/kit/command-name.ts'
import { hintOf, labelOf, thingWords, valueName } from '../../ui/kit/labels.ts'
import type { ThingList } from '../../ui/kit/list.ts'
import type { FieldPath } from '../../ui/kit/paths.ts'
import { valueOf } from '../../ui/kit/value.ts'
import { words } from '../support/sample-shell.ts'

type Taken<Route> = Route extends { readonly data?: infer Data } ? Exclude<Data, undefined> : never

describe('the fields of a command', () => {
  it('are the paths that it has', () => {
    type Edited = FieldPath<Taken<typeof productCommands.EditProduct>>
    expectTypeOf<Edited>().toEqualTypeOf<'category' | 'taxSet'>()
    type Placed = FieldPath<Taken<typeof orderCommands.PlaceOrder>>
    expectTypeOf<'lines.sku'>().toExtend<Placed>()
    expectTypeOf<'lines.skew'>().not.toExtend<Placed>()
  })

  it('have the shape that the schema says', () => {
    const { EditProduct, SetPrices } = product.commands
    expect(fieldShape(EditProduct, 'names.en')).toEqual({
      type: 'string',
      minLength: 1,
      maxLength: 255,
      required: false,
    })
    expect(fieldShape(EditProduct, 'category')).toMatchObject({ type: 'string', required: false })
    expect(fieldShape(EditProduct, 'descriptions.fr')).toMatchObject({ maxLength: 10_000, required: false })
    expect(fieldShape(SetPrices, 'prices.3.currency')).toMatchObject({ enum: currencies, required: true })
    expect(fieldShape(SetPrices, 'prices.3.gross')).toMatchObject({ format: 'decimal', required: false })
    expect(fieldShape(order.commands.PlaceOrder, 'lines.3.quantity')).toMatchObject({ type: 'integer', required: true })
    expect(fieldShape(customer.commands.ChangeEmail, 'email')).toMatchObject({ format: 'idn-email', maxLength: 100 })
    expect(warehouse.newId && fieldShape(warehouse.newId)).toMatchObject({ type: 'string', required: true })
    expect(() => fieldShape(EditProduct, 'nmaes.en')).toThrow(/no field nmaes.en/)
  })
})

describe('the columns of a list', () => {
  type Columns = ThingList<{ readonly sku: string; readonly name: string }>['columns'][number]

  it('with a cell say what a file has in its place', () => {
    expectTypeOf<{ name: 'available'; cell: () => string; file: () => number }>().toExtend<Columns>()
    expectTypeOf<{ name: 'available'; cell: () => string; file: 'sku' }>().toExtend<Columns>()
    expectTypeOf<{ name: 'available'; cell: () => string }>().not.toExtend<Columns>()
    expectTypeOf<{ name: 'sku'; cell: () => string }>().not.toExtend<Columns>()
    expectTypeOf<'sku'>().toExtend<Columns>()
  })
})

describe('its words', () => {
  it('are the thing’s own, else those of the path, else those of its last step', () => {
    expect(labelOf(words, 'product', 'id')).toBe('SKU')
    expect(labelOf(words, 'warehouse', 'id')).toBe('Key')
    expect(labelOf(words, 'product', 'names.en')).toBe('Name (English)')
    expect(labelOf(words, 'order', 'lines.3.quantity')).toBe('Quantity')
    expect(labelOf(words, 'order', 'nobody.knows')).toBe('nobody.knows')
    expect(hintOf(words, 'product', 'id')).toMatch(/identifies/)
    expect(hintOf(words, 'product', 'names.en')).toBeUndefined()
    expect(valueName(words, 'product', 'currency', 'EUR')).toBe('EUR')
  })

  it('name what is done: by a verb of its own, else as all of its kind', () => {
    expect(commandName(words, productCommands.CreateProduct)).toBe('Create product')
    expect(commandName(words, productCommands.EditProduct)).toBe('Save')
    expect(commandName(words, productCommands.DiscontinueProduct)).toBe('Discontinue')
    expect(thingWords(words, 'product')).toEqual({ thing: 'product', things: 'products' })
    expect(thingWords({ ...words, locale: 'de' }, 'product')).toEqual({ thing: 'Product', things: 'Products' })
  })
})

describe('its values', () => {
  const { total, country, number, paymentState } = orders.tables.sales_order.columns
  const { unitPrice } = orders.tables.order_line.columns
  const shown = (path: string, column: Column<unknown>, value: unknown, currency?: string) =>
    valueOf(words, { category: 'order', path, column, value, currency })

  it('are told by the kind of their column: amounts and prices in the currency of the row, countries by name', () => {
    expect(shown('total', total, 123_456, 'GBP')).toBe('£1,234.56')
    expect(shown('unitPrice', unitPrice, '2.5525', 'GBP')).toBe('£2.5525')
    expect(shown('country', country, 'AT')).toBe('Austria')
    expect(shown('country', country, 'Taken over in words')).toBe('as imported: Taken over in words')
  })

  it('are as they are where nothing says what they mean', () => {
    expect(shown('total', total, 123_456)).toBe('123,456')
    expect(shown('unitPrice', unitPrice, '2.5525')).toBe('2.5525')
    expect(shown('number', number, 'AT')).toBe('AT')
    expect(shown('country', country, null)).toBeUndefined()
  })

  it('have the words of the catalogue', () => {
    expect(shown('paymentState', paymentState, 'partly_paid')).toBe('Partly paid')
    expect(shown('hasReason', flag(), true)).toBe('yes')
    expect(shown('kind', orders.tables.order_line.columns.kind, 'shipping')).toBe('Shipping')
  })
})
