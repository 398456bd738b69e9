import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordFoundingStores } from '../../bin/ensure-stores.ts'
import type { Shop } from '../../bin/open-shop.ts'
import { product } from '../../domain/catalog/product.ts'
import { order } from '../../domain/orders/order.ts'
import { watchKeys } from '../../eventstore/audit/check-keys.ts'
import { wholeLog } from '../../eventstore/whole-log.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { sendTo, shopIn } from '../support/small-shop.ts'
import { somebody } from '../support/write-side.ts'

const SUBJECT = 'customer-17850'

let database: TestDatabase
let shop: Shop
beforeEach(async () => {
  database = await createDatabase()
  shop = await shopIn(database)
  await recordFoundingStores(shop.execute)
  await sendTo(shop, product, 'MUG', 'CreateProduct', { names: { en: 'Mug' } })
  // With somebody else's key there it is no vault that is lost as a whole.
  await shop.vault.ensure('customer-1')
  // The customer is known by number alone, so that nothing sealed is in a stream of their own.
  for (const id of ['1', '2'])
    await sendTo(shop, order, id, 'RecordOrder', {
      store: 'UK',
      currency: 'GBP',
      country: 'GB',
      customer: '17850',
      placedOn: '2026-01-15',
      lines: [{ kind: 'product', sku: 'MUG', name: 'Mug', quantity: 1, unitPrice: '4.00' }],
    })
})
afterEach(async () => {
  await shop.close()
  await database.close()
})

const comment = (id: string, shopOf = shop) =>
  shopOf.execute({
    decider: order,
    id,
    type: 'CommentOnOrder',
    data: { text: 'Ring twice' },
    commandId: randomUUID(),
    actor: somebody,
    origin: 'live',
  })
const unreadable = { kind: 'rejected', rejection: { code: 'PersonalUnreadable' } }
const reopen = async () => {
  await shop.close()
  shop = await shopIn(database)
}
const loseKey = () => database.pool.query('delete from vault.subject_key where subject = $1', [SUBJECT])
const forgetNotes = () => database.pool.query('delete from vault.sealed_subject; delete from vault.sealed_until')
const faultsFound = async () => {
  const keys = watchKeys()
  for await (const event of wholeLog(shop.store)) keys.see(event)
  return (await keys.check(shop.vault)).first
}

const hasKey = async () => (await shop.vault.keys([SUBJECT])).has(SUBJECT)

describe('a key that was lost', () => {
  it('is not made anew where only orders hold what was sealed under it', async () => {
    expect(await comment('1')).toMatchObject({ kind: 'done' })
    await loseKey()
    for (const id of ['1', '2']) expect(await comment(id)).toMatchObject(unreadable)
    await reopen()
    expect(await comment('2')).toMatchObject(unreadable)
    expect(await hasKey()).toBe(false)
    expect(await faultsFound()).toEqual([{ subject: SUBJECT, why: 'missing' }])
  })

  it('is not made anew when the whole vault was set back to before it was made', async () => {
    await sendTo(shop, order, '1', 'CommentOnOrder', { text: 'Ring twice' })
    await loseKey()
    await forgetNotes()
    await reopen()
    expect(await comment('2')).toMatchObject(unreadable)
    expect(await hasKey()).toBe(false)
  })

  it('that an earlier release had made is noted at the next start', async () => {
    await comment('1')
    await forgetNotes()
    await reopen()
    await loseKey()
    expect(await comment('2')).toMatchObject(unreadable)
  })

  it('is no reason to refuse many who write about somebody new at the same moment', async () => {
    const other = await shopIn(database)
    const many = [shop, other].flatMap(one => Array.from({ length: 10 }, () => one.vault.ensure(SUBJECT)))
    const keys = (await Promise.all(many)).map(key => key?.export().toString('hex'))
    expect(new Set(keys).size).toBe(1)
    await other.close()
  })
})
