import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { bodySizeOf, holdsMoreThan } from '../../api/body-size.ts'
import { actions, commands } from '../../api/index.ts'
import { order } from '../../domain/orders/order.ts'
import { MAX_LINES } from '../../domain/shared/limits.ts'
import { FORM, openShops, post, type Shops } from '../support/hostile.ts'

const routes = [
  ...commands.map(({ command, path, decider }) => [command, path, decider.commands[command]] as const),
  ...actions.map(({ name, path, schema }) => [name, path, schema] as const),
].map(([name, path, schema]) => [name, `/api${path.replace(/:\w+/g, 'X')}`, schema ?? z.never()] as const)

const unknownMembers = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, 1])))

describe('the size of a body', () => {
  it('is far from the most for everything but long lists and texts in fifty languages', () => {
    const large = routes.filter(([, , schema]) => bodySizeOf(schema).bytes > 150_000).map(([name]) => name)
    expect(large.toSorted()).toEqual([
      'AddDeliveryMethod',
      'AddPasskey',
      'AddPaymentMethod',
      'AdvanceOrder',
      'AmendOrder',
      'BookPayment',
      'BookStatement',
      'CancelOrderLines',
      'CountStock',
      'CreateIdentityProvider',
      'CreateProduct',
      'CreateShipment',
      'DeliverUnits',
      'EditCategory',
      'EditDeliveryMethod',
      'EditIdentityProvider',
      'EditPaymentMethod',
      'EditProduct',
      'MoveToShipment',
      'OpenStockTaking',
      'PlaceCategory',
      'PlaceDraft',
      'PlaceOrder',
      'PreviewAmendment',
      'PreviewDraft',
      'PreviewOrder',
      'ReadStatement',
      'RenameCategory',
      'ResortChildren',
      'ReturnOrderLines',
      'SaveDraft',
      'ScanOrders',
      'SetOrderTags',
      'SetRules',
      'SetTrackingNumbers',
      'ShipScanned',
      'ShipUnits',
      'TagOrders',
      'TakeSteps',
      'TryMapping',
      'TrySteps',
      'UntagOrders',
    ])
  })

  it('has room for the longest texts in every language, in JSON and in a form', () => {
    const schema = z.strictObject({ note: z.string().max(5_000) })
    const note = '漢'.repeat(5_000)
    const { bytes } = bodySizeOf(schema)
    expect(new URLSearchParams({ note }).toString().length).toBeLessThan(bytes)
    expect(JSON.stringify({ note: '\u0001'.repeat(5_000) }).length).toBeLessThan(bytes)
  })

  it('has room for the longest order, in JSON and in a form', () => {
    const lines = Array.from({ length: MAX_LINES }, (_, n) => ({ sku: `${n}`.padStart(64, 'S'), quantity: 100_000 }))
    const fields = lines.flatMap(({ sku, quantity }, n): [string, string][] => [
      [`lines.${n}.sku`, sku],
      [`lines.${n}.quantity`, `${quantity}`],
    ])
    const { bytes, members } = bodySizeOf(order.commands.PlaceOrder)
    const form = new URLSearchParams(fields).toString()
    expect(form.length).toBeLessThan(bytes)
    expect(JSON.stringify({ lines }).length).toBeLessThan(bytes)
    expect(holdsMoreThan(members, { lines })).toBe(false)
  })

  it('is counted no further than the first member too many', () => {
    let looked = 0
    const watched = Array.from({ length: 1_000 }, () => ({
      get member() {
        looked += 1
        return [1, 2, 3]
      },
    }))
    expect(holdsMoreThan(1_010, watched)).toBe(true)
    expect(looked).toBeLessThan(11)
    expect(holdsMoreThan(5_000, watched)).toBe(false)
  })
})

describe('a body that is too large for what it is sent to', () => {
  let shops: Shops
  beforeAll(async () => {
    shops = await openShops()
  }, 60_000)
  afterAll(() => shops.close())

  it.each(routes)('%s refuses it before its members are looked at', async (_name, url, schema) => {
    const { bytes, members } = bodySizeOf(schema)
    const send = (payload: string, headers = {}) => post(shops.first.app, url, payload, headers)
    const statusOf = async (payload: string, headers = {}) => (await send(payload, headers)).status
    expect(await statusOf(`{"x":"${'x'.repeat(bytes)}"}`)).toBe(413)
    expect(await statusOf(`x=${'x'.repeat(bytes)}`, FORM)).toBe(413)
    const many = unknownMembers(members + 1)
    expect((await send(many)).status).toBe(413)
    expect((await send(many, { accept: 'text/html' })).body).toContain('<h1')
    const allowed = unknownMembers(members - 1)
    // Of lists of short words the bytes end first.
    if (allowed.length < bytes) expect(await statusOf(allowed)).not.toBe(413)
  })
})
