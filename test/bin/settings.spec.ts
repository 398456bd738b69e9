import { describe, expect, it } from 'vitest'
import { textFor } from '../../api/text/text.ts'
import type { Step } from '../../bin/demo/command.ts'
import { deliverySteps } from '../../bin/demo/delivery.ts'
import { paymentSteps } from '../../bin/demo/payments.ts'
import { storeSteps } from '../../bin/demo/stores.ts'
import { taxSteps } from '../../bin/demo/taxes.ts'
import { warehouseSteps } from '../../bin/demo/warehouses.ts'
import { recorder } from '../../bin/record.ts'
import { readSetUp } from '../../bin/setup/export.ts'
import { fileText, type Line, linesOf } from '../../bin/setup/file.ts'
import { type Became, carryOut } from '../../bin/setup/import.ts'
import { reportOf } from '../../bin/setup/report.ts'
import { trialOf } from '../../bin/setup/trial.ts'
import { createExecute } from '../../eventstore/execute.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { memoryOutcomes } from '../../eventstore/outcomes.ts'
import { masterKey } from '../../eventstore/vault/cipher.ts'
import { memoryVault } from '../../eventstore/vault/vault.ts'

const at = new Date('2026-03-01T08:00:00Z')

const shopOn = (store = memoryEventStore()) => {
  const vault = memoryVault(masterKey(Buffer.alloc(32, 1)))
  return { store, vault, execute: createExecute({ store, vault, outcomes: memoryOutcomes(), clock: () => at }) }
}

const set: Step[] = [
  {
    category: 'settings',
    id: 'shop',
    type: 'ChangeSettings',
    data: { values: { shopName: 'Nordwind', returnDays: 30 } },
    at,
  },
  { category: 'settings', id: 'UK', type: 'ChangeSettings', data: { values: { returnDays: 14 } }, at },
  {
    category: 'numberRange',
    id: 'DE-orders',
    type: 'OpenNumberRange',
    data: { prefix: 'DE-', width: 6, next: 1000 },
    at,
  },
  { category: 'numberRange', id: 'DE-orders', type: 'PauseNumberRange', data: {}, at },
]
const demoSteps = [
  ...storeSteps(at),
  ...set,
  ...taxSteps('spec', at),
  ...warehouseSteps(at),
  ...deliverySteps('spec', at),
  ...paymentSteps('spec', at),
]

const demoShop = async () => {
  const shop = shopOn()
  const send = recorder(shop.execute, 'demo', { id: 'demo', kind: 'demo' })
  for (const [index, step] of demoSteps.entries()) expect(await send({ ...step, key: `${index}` })).toBe('stored')
  return shop
}

const outcomes = (became: readonly Became[]) => [...new Set(became.map(({ outcome }) => outcome))].sort()
const named = (line: Line) => `${line.command} ${line.id}`

describe('the set-up of a shop', () => {
  it('makes another shop the same, through a file, and adds nothing when it is carried out again', async () => {
    const lines = linesOf(fileText(await readSetUp(await demoShop())))
    const other = shopOn()
    expect(outcomes(await carryOut(other, lines)).includes('refused')).toBe(false)
    expect(await readSetUp(other)).toEqual(lines)
    const head = await other.store.head()
    expect(outcomes(await carryOut(other, lines))).toEqual(['same'])
    expect(await other.store.head()).toEqual(head)
  })

  it('is told in an order in which each thing finds what it needs', async () => {
    const lines = await readSetUp(await demoShop())
    expect([...new Set(lines.map(({ thing }) => thing))]).toEqual([
      'store',
      'taxRate',
      'taxSet',
      'settings',
      'numberRange',
      'warehouse',
      'carrier',
      'deliveryMethod',
      'paymentMethod',
    ])
    expect(lines.map(named)).toEqual(
      expect.arrayContaining(['OpenStore CH', 'ActivateStore CH', 'EditWarehouse north']),
    )
  })

  it('edits what is there and leaves alone what the file does not name', async () => {
    const shop = await demoShop()
    const lines = await readSetUp(shop)
    const renamed = lines.map(line =>
      named(line) === 'OpenStore CH' ? { ...line, data: { ...Object(line.data), name: 'Suisse' } } : line,
    )
    const became = await carryOut(
      shop,
      renamed.filter(({ thing }) => thing === 'store'),
    )
    const isOther = became.filter(({ outcome }) => outcome !== 'same')
    expect(isOther.map(({ line, outcome }) => `${named(line)} ${outcome}`)).toEqual(['OpenStore CH changed'])
    expect(await readSetUp(shop)).toEqual(renamed)
  })

  it('closes what was closed, and keeps a store that takes no orders any more', async () => {
    const shop = await demoShop()
    const close: Line = { thing: 'store', id: 'UK', command: 'DeactivateStore', data: {} }
    await carryOut(shop, [close])
    const other = shopOn()
    await carryOut(other, await readSetUp(shop))
    expect(
      (await readSetUp(other))
        .filter(({ thing, id }) => thing === 'store' && id === 'UK')
        .map(({ command }) => command),
    ).toEqual(['OpenStore', 'DeactivateStore'])
  })
})

describe('trying a set-up', () => {
  it('finds what would be refused, also for what comes after it, and writes nothing', async () => {
    const lines = await readSetUp(await demoShop())
    const other = shopOn()
    const head = await other.store.head()
    const withoutUk = lines.filter(({ id }) => id !== 'UK')
    const tried = await carryOut(shopOn(trialOf(other.store)), withoutUk)
    expect(tried.filter(({ outcome }) => outcome === 'refused').map(({ line }) => named(line))).toEqual([
      'EditWarehouse north',
      ...['standard', 'express', 'freight', 'letter'].map(method => `SetDeliveryPrice ${method}`),
    ])
    expect(await other.store.head()).toEqual(head)
    const report = reportOf(textFor('en-GB'), tried, false)
    expect(report).toMatch(/Warehouse +north +Manchester +would be refused +EditWarehouse: .*UK/)
    expect(report).toMatch(/Store +DE +Germany and Austria +would be new/)
    expect(report).toContain('Nothing was done')
  })
})

describe('a file that is no set-up', () => {
  const of = (commands: unknown) => JSON.stringify({ format: 'daybook settings', version: 1, commands })
  const wrong = [
    ['no JSON', '{', /not JSON/],
    ['something else', '{"format":"other"}', /format/],
    ['another version', of([]).replace('1', '2'), /version/],
    [
      'an unknown thing',
      of([{ thing: 'order', id: 'x', command: 'PlaceOrder', data: {} }]),
      /order x.*: no shop is set up/,
    ],
    ['what is no thing', of([{ thing: '__proto__', id: 'x', command: 'x', data: {} }]), /no shop is set up/],
    ['an unknown command', of([{ thing: 'store', id: 'X', command: 'toString', data: {} }]), /no command toString/],
    [
      'data that is none',
      of([{ thing: 'store', id: 'X', command: 'OpenStore', data: { name: '' } }]),
      /Command 1 \(store X\): /,
    ],
  ] as const
  for (const [what, text, said] of wrong)
    it(`is refused: ${what}`, () => {
      expect(() => linesOf(text)).toThrow(said)
    })
})
