import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { product } from '../../domain/catalog/product.ts'
import { stock } from '../../domain/catalog/stock.ts'
import { customer } from '../../domain/customers/customer.ts'
import { type AnyDecider, isRejection } from '../../domain/decider.ts'
import { eraseCustomer } from '../../domain/processes/erase-customer.ts'
import { warehouse } from '../../domain/shipping/warehouse.ts'
import type { Compensation, FindUndo } from '../../eventstore/command.ts'
import { createFindUndo } from '../../eventstore/undo.ts'
import { somebody, type WriteSide, withLamp, withStores, writeSide } from '../support/write-side.ts'

const edit = (over: object) => ({ names: { en: 'Lamp' }, descriptions: {}, category: null, ...over })
const price = { store: 'UK', currency: 'GBP' }

const undoing = (side: WriteSide) => {
  const find: FindUndo = createFindUndo(side)
  const found = async (decider: AnyDecider, id: string, revision: number): Promise<Compensation> => {
    const command = await find({ decider, id, revision })
    if (isRejection(command)) throw new Error(command.code)
    return command
  }
  const refusal = async (decider: AnyDecider, id: string, revision: number) => {
    const command = await find({ decider, id, revision })
    return isRejection(command) ? command : undefined
  }
  const undo = async (decider: AnyDecider, id: string, revision: number) =>
    side.execute({ ...(await found(decider, id, revision)), actor: somebody, origin: 'live' })
  const types = async (stream: string) => (await side.store.readStream(stream)).map(({ type }) => type)
  return { found, refusal, undo, types }
}

describe('taking a command back', () => {
  it('sets back all that it changed, at once, and says what it takes back', async () => {
    const side = writeSide()
    const { undo } = undoing(side)
    await side.send(product, 'LAMP', 'CreateProduct', { names: { en: 'Lamp' } })
    const correlationId = randomUUID()
    const over = { correlationId }
    await side.send(
      product,
      'LAMP',
      'EditProduct',
      edit({ names: { en: 'Light' }, descriptions: { en: 'Bright.' } }),
      over,
    )
    expect(await undo(product, 'LAMP', 2)).toMatchObject({ kind: 'done', revision: 4 })
    const events = await side.store.readStream('product-LAMP')
    expect(events.slice(3)).toMatchObject([
      { type: 'ProductRenamed', data: { names: { en: 'Lamp' } } },
      { type: 'ProductDescribed', data: { descriptions: {} } },
    ])
    for (const { metadata } of events.slice(3))
      expect(metadata).toMatchObject({
        command: 'EditProduct',
        $causationId: events[2]?.id,
        $correlationId: correlationId,
      })
  })

  it('means the whole command, whichever of its events is named', async () => {
    const side = writeSide()
    const { found } = undoing(side)
    await side.send(product, 'LAMP', 'CreateProduct', { names: { en: 'Lamp' } })
    await side.send(product, 'LAMP', 'EditProduct', edit({ names: { en: 'Light' }, descriptions: { en: 'Bright.' } }))
    expect(await found(product, 'LAMP', 1)).toEqual(await found(product, 'LAMP', 2))
  })

  it('is done once, however often it is asked for', async () => {
    const side = writeSide()
    const { undo, types } = undoing(side)
    await side.send(product, 'LAMP', 'CreateProduct', { names: { en: 'Lamp' } })
    await side.send(product, 'LAMP', 'ActivateProduct', {})
    const first = await undo(product, 'LAMP', 1)
    expect(await undo(product, 'LAMP', 1)).toEqual({ ...first, repeated: true })
    expect(await types('product-LAMP')).toEqual(['ProductCreated', 'ProductActivated', 'ProductDeactivated'])
  })

  it('can be taken back itself, and that again', async () => {
    const side = await withStores()
    const { undo, types } = undoing(side)
    await side.send(product, 'LAMP', 'CreateProduct', { names: { en: 'Lamp' } })
    await side.send(product, 'LAMP', 'SetPrices', { prices: [{ ...price, gross: '2' }] })
    for (const revision of [1, 2, 3]) expect(await undo(product, 'LAMP', revision)).toMatchObject({ kind: 'done' })
    expect((await types('product-LAMP')).slice(1)).toEqual([
      'PriceChanged',
      'PriceRemoved',
      'PriceChanged',
      'PriceRemoved',
    ])
  })

  it('leaves what others changed since, and is refused where they changed the same', async () => {
    const side = writeSide()
    const { undo } = undoing(side)
    await side.send(product, 'LAMP', 'CreateProduct', { names: { en: 'Lamp' } })
    await side.send(product, 'LAMP', 'EditProduct', edit({ names: { en: 'Light' } }))
    await side.send(product, 'LAMP', 'EditProduct', edit({ names: { en: 'Light' }, descriptions: { en: 'Bright.' } }))
    expect(await undo(product, 'LAMP', 1)).toMatchObject({ kind: 'done', revision: 3 })
    const [, , described, renamed] = await side.store.readStream('product-LAMP')
    expect([described?.type, renamed?.data]).toEqual(['ProductDescribed', { names: { en: 'Lamp' } }])
    await side.send(product, 'LAMP', 'EditProduct', edit({ names: { en: 'Torch' }, descriptions: { en: 'Bright.' } }))
    expect(await undo(product, 'LAMP', 3)).toMatchObject({ kind: 'conflict', paths: ['names'], revision: 4 })
  })

  it('asks the rules of today', async () => {
    const side = await withLamp()
    const { undo } = undoing(side)
    await side.send(stock, 'main.LAMP', 'SetStock', { quantity: 7 })
    await side.send(stock, 'main.LAMP', 'AdjustStock', { by: -2, reason: 'damaged' })
    await side.send(warehouse, 'main', 'CloseWarehouse', { reason: 'Moved' })
    expect(await undo(stock, 'main.LAMP', 1)).toMatchObject({ rejection: { code: 'WarehouseIsClosed' } })
    await side.send(warehouse, 'main', 'OpenWarehouse', { name: 'main' })
    expect(await undo(stock, 'main.LAMP', 1)).toMatchObject({ kind: 'done', revision: 2 })
  })
})

describe('what can not be taken back', () => {
  it('is what is not there, or not yet', async () => {
    const side = writeSide()
    const { refusal } = undoing(side)
    await side.send(product, 'LAMP', 'CreateProduct', { names: { en: 'Lamp' } })
    expect(await refusal(product, 'CHAIR', 0)).toMatchObject({ rejected: 'unknown', code: 'UndoUnknown' })
    expect(await refusal(product, 'LAMP', 1)).toMatchObject({ rejected: 'conflict', code: 'RevisionUnknown' })
  })

  it('is what was made, ended, said, or follows', async () => {
    const side = await withLamp()
    const { refusal } = undoing(side)
    await side.send(product, 'LAMP', 'DiscontinueProduct', { reason: 'Old' })
    const movement = { by: -1, reason: 'Sold elsewhere' }
    await side.send(stock, 'main.LAMP', 'RecordStockMovement', movement)
    const why = async (decider: AnyDecider, id: string, revision: number) =>
      (await refusal(decider, id, revision))?.parameters['why']
    expect(await why(product, 'LAMP', 0)).toBe('makes')
    expect(await why(product, 'LAMP', 1)).toBe('ends')
    expect(await why(stock, 'main.LAMP', 0)).toBe('follows')
  })

  it('is what was erased about a person', async () => {
    const side = await withStores()
    const { refusal, found } = undoing(side)
    const grace = { firstName: 'Grace', lastName: 'Hopper' }
    await side.send(customer, 'grace', 'RegisterCustomer', { ...grace, email: 'g@navy.mil', locale: 'en', store: 'UK' })
    await side.send(customer, 'grace', 'EditProfile', { ...grace, lastName: 'Murray' })
    expect((await found(customer, 'grace', 1)).data).toEqual({ ...grace, locale: 'en' })
    await side.send(customer, 'grace', 'EraseCustomer', {})
    const [destroy] = eraseCustomer.on.CustomerErased?.({ id: 'grace', data: {} } as never) ?? []
    await side.vault.destroy((destroy as { readonly destroyKey: string }).destroyKey)
    expect(await refusal(customer, 'grace', 1)).toMatchObject({ code: 'UndoPersonalGone' })
  })

  it('is what a command of today does not take', async () => {
    const side = await withLamp()
    const { refusal } = undoing(side)
    await side.send(stock, 'main.LAMP', 'RecordStockMovement', { by: -1, reason: 'Sold elsewhere' })
    await side.send(stock, 'main.LAMP', 'SetStock', { quantity: 4 })
    expect(await refusal(stock, 'main.LAMP', 1)).toMatchObject({ code: 'UndoNotTaken' })
  })
})
