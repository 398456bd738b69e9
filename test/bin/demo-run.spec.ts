import { describe, expect, it } from 'vitest'
import type { DemoCommand } from '../../bin/demo/command.ts'
import { runDemo } from '../../bin/demo/run.ts'
import { foundingStores } from '../../domain/shop/founding-stores.ts'
import { demoShop, eventsOf, until } from '../support/demo-runs.ts'

describe('sending commands that need each other', () => {
  const at = until
  const product = (type: string, data: unknown, key: string): DemoCommand => ({
    category: 'product',
    id: 'MUG',
    type,
    data,
    at,
    key,
  })
  const line = { sku: 'MUG', quantity: 1 }
  const sale = { store: 'DE', currency: 'EUR', customer: null, lines: [line] }
  const price = (gross: string) => ({ prices: [{ store: 'DE', currency: 'EUR', gross }] })
  const order = { category: 'order', id: 'O1', type: 'PlaceOrder', data: sale, at, key: 'order' }
  const [germany] = foundingStores
  const opened = { category: 'store', id: 'DE', type: 'RecordStore', data: germany?.data, at, key: 'store' }
  const commands = [
    opened,
    product('CreateProduct', { names: { en: 'Mug' } }, 'create'),
    product('ActivateProduct', {}, 'activate'),
    product('SetPrices', price('5.00'), 'price'),
    order,
    product('SetPrices', price('6.00'), 'dearer'),
  ]

  it('goes on behind a command that had nothing to do and so left no trace', async () => {
    const { store, know, send } = demoShop()
    const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000)
    const repriced = [
      { ...product('SetPrices', price('5.00'), 'same'), at: later(1) },
      { ...product('SetPrices', price('6.00'), 'dearer'), at: later(2) },
    ]
    const all = [...commands.slice(0, 4), ...repriced]
    await runDemo({ commands: all, know, send })
    const before = await eventsOf(store)
    await runDemo({ commands: all, know, send })
    expect(await eventsOf(store)).toEqual(before)
  })

  it('gives an order the price its product had then', async () => {
    const { store, know, send } = demoShop()
    await runDemo({ commands, know, send })
    const [placed] = await store.readStream('order-O1')
    expect(placed?.data).toMatchObject({ total: 500 })
  })

  it('sends what has nothing in common at the same time, up to a bound', async () => {
    const gate = Promise.withResolvers<void>()
    const full = Promise.withResolvers<void>()
    const sent: string[] = []
    const alone = ['A', 'B', 'C'].map(id => ({
      ...order,
      id,
      key: id,
      data: { ...sale, lines: [{ ...line, sku: id }] },
    }))
    const running = runDemo({
      commands: alone,
      inFlight: 2,
      know: () => Promise.resolve(undefined),
      send: async ({ id }) => {
        sent.push(id)
        if (sent.length === 2) full.resolve()
        await gate.promise
        return 'stored'
      },
    })
    await full.promise
    expect(sent).toEqual(['A', 'B'])
    gate.resolve()
    await running
    expect(sent).toEqual(['A', 'B', 'C'])
  })

  it('stops at the first refusal and says which command it was', async () => {
    const { store, know, send } = demoShop()
    const unknown = { ...order, key: 'early' }
    await expect(runDemo({ commands: [unknown, ...commands], know, send })).rejects.toThrow(
      /^PlaceOrder O1 was refused: ./,
    )
    expect(await store.readStream('product-MUG')).toEqual([])
  })
})
