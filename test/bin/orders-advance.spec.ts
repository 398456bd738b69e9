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
    ['A1,1,1,teleport,', '“teleport” is no step. Enter one of skip_grace, skip_wait, ship, deliver, close, cancel.'],
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

  it('takes columns in any order, and steps with blanks', async () => {
    expect(await rowsIn('STEP, Order', 'Skip wait,A1')).toEqual([{ place: 2, order: 'A1', step: 'skip_wait', key: '' }])
  })

  it('is refused as a whole where it is no such file', async () => {
    await expect(rowsIn('number,step', 'A1,ship')).rejects.toThrow('order is missing')
    await expect(rowsIn(head)).rejects.toThrow('There are no rows')
    await expect(rowsIn(head, 'A1,1')).rejects.toThrow('Nothing was')
  })
})
