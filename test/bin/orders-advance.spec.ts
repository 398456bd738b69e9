import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { storeSteps } from '../../bin/demo/stores.ts'
import { carriedOut, reportText, trialIn } from '../../bin/orders/advance.ts'
import { rowsOf } from '../../bin/orders/rows.ts'
import { recorder } from '../../bin/record.ts'
import { createExecute } from '../../eventstore/execute.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { memoryOutcomes } from '../../eventstore/outcomes.ts'
import { masterKey } from '../../eventstore/vault/cipher.ts'
import { memoryVault } from '../../eventstore/vault/vault.ts'

const at = new Date('2026-03-01T08:00:00Z')
const clock = () => at

const mugs = { kind: 'product' as const, sku: 'MUG', name: 'Mug', quantity: 3, unitPrice: '4.00' }

/** A shop with two orders of two lines each, sent already. */
const shopWithOrders = async () => {
  const store = memoryEventStore()
  const vault = memoryVault(masterKey(Buffer.alloc(32, 1)))
  const execute = createExecute({ store, vault, outcomes: memoryOutcomes(), clock })
  const send = recorder(execute, 'demo', { id: 'demo', kind: 'demo' })
  for (const step of storeSteps(at)) await send({ ...step, key: `${step.id}${step.type}` })
  for (const id of ['A1', 'A2']) {
    const data = {
      store: 'UK',
      currency: 'GBP',
      country: 'GB',
      customer: null,
      placedOn: '2026-02-27',
      state: 'shipped',
      lines: [mugs, mugs],
    }
    expect(await send({ category: 'order', id, type: 'RecordOrder', data, at, key: id })).toBe('stored')
  }
  return { store, vault, execute }
}

const rowsIn = async (...lines: string[]) => {
  const file = join(await mkdtemp(join(tmpdir(), 'advance-')), 'steps.csv')
  await writeFile(file, lines.map(line => `${line}\n`).join(''))
  return rowsOf(file)
}

const head = 'order,line,quantity,step,reason'
const outcomes = (reports: Awaited<ReturnType<typeof carriedOut>>) =>
  reports.map(({ became }) => became?.outcome ?? 'bad')

describe('a file of steps', () => {
  it('is tried on a copy in which one row stands on the others, and changes nothing', async () => {
    const shop = await shopWithOrders()
    const before = await shop.store.head()
    const rows = await rowsIn(head, 'A1,1,2,deliver,', 'A1,1,2,close,', 'A1,1,2,deliver,', 'A2,,,close,')
    const reports = await carriedOut(trialIn(shop, clock), rows)
    expect(outcomes(reports)).toEqual(['done', 'done', 'refused', 'refused'])
    expect(await shop.store.head()).toEqual(before)
    expect(reportText(reports, 'tried')).toContain('2 of 4 rows can be carried out, 2 can not. Nothing was done yet.')
  })

  it('is carried out in its order, as far as it can be', async () => {
    const shop = await shopWithOrders()
    const rows = await rowsIn(head, 'A1,,,deliver,', 'A2,2,3,ship,', 'A1,2,,close,', 'Nobody,,,ship,')
    const reports = await carriedOut(shop, rows)
    expect(outcomes(reports)).toEqual(['done', 'refused', 'done', 'refused'])
    const types = (await shop.store.readStream('order-A1')).map(({ type }) => type)
    expect(types).toEqual(['OrderPlaced', 'UnitsDelivered', 'OrderAdvanced'])
    expect(reportText(reports, 'done')).toContain('There is no order Nobody. Check the number.')
  })

  it('is decided once, however often it is sent, also where a row leaves open how many', async () => {
    const shop = await shopWithOrders()
    const rows = await rowsIn(head, 'A1,1,1,deliver,', 'A1,1,1,deliver,', 'A2,,,deliver,')
    expect(outcomes(await carriedOut(shop, rows))).toEqual(['done', 'done', 'done'])
    const done = await shop.store.head()
    expect(outcomes(await carriedOut(shop, rows))).toEqual(['known', 'known', 'known'])
    expect(outcomes(await carriedOut(trialIn(shop, clock), rows))).toEqual(['known', 'known', 'known'])
    expect(await shop.store.head()).toEqual(done)
  })

  it('tries again what was refused before', async () => {
    const shop = await shopWithOrders()
    const close = await rowsIn(head, 'A1,1,3,close,')
    expect(outcomes(await carriedOut(shop, close))).toEqual(['refused'])
    await carriedOut(shop, await rowsIn(head, 'A1,,,deliver,'))
    expect(outcomes(await carriedOut(shop, close))).toEqual(['done'])
  })

  it.each([
    ['A1,1,5012345678900,ship,', 'Is it a scanned bar code? Enter at most 1,000,000.'],
    ['A1,1,0,ship,', '“0” is no quantity.'],
    ['A1,1,-2,ship,', '“-2” is no quantity.'],
    ['A1,x,1,ship,', '“x” is no line of an order.'],
    ['A1,,1,ship,', 'A quantity needs the line that it is of.'],
    [
      'A1,1,1,teleport,',
      '“teleport” is no step. Enter one of Skip grace period, Skip waiting, Ship, Deliver, Close, Cancel, Tracking number.',
    ],
    ['A1,1,1,cancel,', 'Why are these cancelled? Enter a reason.'],
    [',1,1,ship,', 'No order is named.'],
    ['A1,9,1,ship,', 'The order has no line 9.'],
    ['A1,9,,ship,', 'The order has no line 9.'],
  ])('says what is wrong with the row %s', async (row, sentence) => {
    const shop = await shopWithOrders()
    const reports = await carriedOut(shop, await rowsIn(head, row, 'A2,,,deliver,'))
    expect(reportText(reports, 'done')).toContain(sentence)
    expect(outcomes(reports)[1]).toBe('done')
  })

  it.each([
    ['A1,,,ship,A1', '“A1” is no shipment of the order for this step.'],
    ['A1,,,close,2', '“2” is no shipment of the order for this step.'],
    ['A1,,,deliver,9', 'This order has no shipment 9'],
    ['A1,,,track,', 'No tracking number is given.'],
  ])('says what is wrong with the shipment of %s', async (row, sentence) => {
    const shop = await shopWithOrders()
    const rows = await rowsIn('order,line,quantity,step,shipment,tracking', `${row},`, 'A2,,,deliver,1,')
    const reports = await carriedOut(shop, rows)
    expect(reportText(reports, 'done')).toContain(sentence)
    expect(outcomes(reports)[1]).toBe('done')
  })

  it('takes columns in any order, and steps with blanks', async () => {
    expect(await rowsIn('STEP, Order', 'Skip wait,A1')).toEqual([{ place: 2, order: 'A1', step: 'skip_wait', key: '' }])
  })

  it('is refused as a whole where it is no such file', async () => {
    await expect(rowsIn('number,step', 'A1,ship')).rejects.toThrow('order is missing')
    await expect(rowsIn(head)).rejects.toThrow('There are no rows')
    await expect(rowsIn(head, 'A1,1')).rejects.toThrow('Nothing was')
  })
})

describe('a file of tracking numbers', () => {
  const list = 'order,tracking,shipment'
  const shopThatSends = async () => {
    const shop = await shopWithOrders()
    const send = recorder(shop.execute, 'demo', { id: 'demo', kind: 'demo' })
    const ask = (id: string, type: string, data: object) =>
      send({ category: 'order', id, type, data, at, key: `${id}${type}${JSON.stringify(data)}` })
    for (const id of ['B1', 'B2', 'B3']) {
      const sale = { store: 'UK', currency: 'GBP', country: 'GB', customer: null, placedOn: '2026-02-27' }
      await ask(id, 'RecordOrder', { ...sale, state: 'to_pack', lines: [mugs, mugs] })
    }
    await ask('B2', 'CreateShipment', { units: [{ shipment: 1, line: 1, quantity: 1 }] })
    return { ...shop, ask }
  }
  const numbersOf = async (store: ReturnType<typeof memoryEventStore>, id: string) =>
    (await store.readStream(`order-${id}`)).flatMap(({ type, data }) =>
      type === 'TrackingNumbersSet' ? [data['tracking']] : [],
    )

  it('is tried, then sets the numbers of what was sent, once', async () => {
    const shop = await shopThatSends()
    await shop.ask('B1', 'ShipUnits', {})
    const rows = await rowsIn(list, 'B1,X1,', 'B1,X2,', 'B3,X3,', 'Nobody,X4,')
    expect(outcomes(await carriedOut(trialIn(shop, clock), rows))).toEqual(['done', 'done', 'refused', 'refused'])
    expect(await numbersOf(shop.store, 'B1')).toEqual([])
    const reports = await carriedOut(shop, rows)
    expect(outcomes(reports)).toEqual(['done', 'done', 'refused', 'refused'])
    expect(reportText(reports, 'done')).toContain('Nothing of order B3 was sent yet')
    expect(await numbersOf(shop.store, 'B1')).toEqual([['X1'], ['X1', 'X2']])
    expect(outcomes(await carriedOut(shop, rows)).slice(0, 2)).toEqual(['known', 'known'])
    expect(outcomes(await carriedOut(shop, await rowsIn('order,step,tracking,key', 'B1,track,X1,again')))).toEqual([
      'nothing',
    ])
  })

  it('needs the shipment where several were sent', async () => {
    const shop = await shopThatSends()
    await shop.ask('B2', 'ShipUnits', {})
    const reports = await carriedOut(shop, await rowsIn(list, 'B2,X1,', 'B2,X1,2', 'B2,X2,'))
    expect(outcomes(reports)).toEqual(['refused', 'done', 'done'])
    expect(reportText(reports, 'done')).toContain('Name the shipment')
  })

  it('may be one of steps: what is shipped has its number at once', async () => {
    const shop = await shopThatSends()
    const rows = await rowsIn('order,step,shipment,tracking', 'B2,ship,2,X1', 'B2,ship,,X2', 'B3,deliver,,X3')
    expect(outcomes(await carriedOut(shop, rows))).toEqual(['done', 'done', 'bad'])
    const sent = (await shop.store.readStream('order-B2')).filter(({ type }) => type === 'UnitsShipped')
    expect(sent.map(({ data }) => data['tracking'])).toEqual([['X1'], ['X2']])
  })

  it('is refused as a whole where no column has numbers', async () => {
    await expect(rowsIn('order,number', 'B1,X1')).rejects.toThrow('step is missing')
  })
})
