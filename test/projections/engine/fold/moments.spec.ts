import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RecordedEvent } from '../../../../eventstore/event-store.ts'
import { products } from '../../../../projections/catalog/product.ts'
import { customers } from '../../../../projections/customers/customer.ts'
import { ERASED } from '../../../../projections/engine/fold/erased.ts'
import { leaves } from '../../../../projections/engine/fold/history.ts'
import { type MomentRow, momentsOf } from '../../../../projections/engine/fold/moments.ts'
import { foldStream } from '../../../../projections/engine/fold/stream.ts'
import { type Happened, happened, on } from '../../../support/projections.ts'

const START = Date.UTC(2026, 0, 15, 9)

const change: fc.Arbitrary<Happened> = fc.oneof(
  fc
    .record({ en: fc.constantFrom('Lamp', 'Light'), de: fc.option(fc.constant('Lampe'), { nil: undefined }) })
    .map(({ en, de }): Happened => ({ type: 'ProductRenamed', data: { names: { en, ...(de && { de }) } } })),
  fc
    .tuple(fc.constantFrom('uk', 'de'), fc.constantFrom('1', '2'))
    .map(([store, gross]): Happened => ({ type: 'PriceChanged', data: { store, currency: 'GBP', price: { gross } } })),
  fc.constantFrom('uk', 'de').map((store): Happened => ({ type: 'PriceRemoved', data: { store, currency: 'GBP' } })),
  fc
    .constantFrom({}, { en: 'A lamp' })
    .map((descriptions): Happened => ({ type: 'ProductDescribed', data: { descriptions } })),
  fc.constant<Happened>({ type: 'ProductActivated', data: {} }),
)

/** A product's stream; some events happen within the same second. */
const stream: fc.Arbitrary<RecordedEvent[]> = fc.array(fc.tuple(change, fc.nat(2)), { maxLength: 12 }).map(changes => {
  const created: Happened = { type: 'ProductCreated', data: { sku: 'LAMP', names: { en: 'Lamp' } } }
  let at = START
  const all = [[created, 0] as const, ...changes].map(([event, seconds]) => {
    at += seconds * 1000
    return { ...event, at: new Date(at).toISOString() }
  })
  return happened(on('product-LAMP', ...all))
})

type Row = { readonly table: string; readonly row: object }
const byText = (rows: readonly Row[]) => rows.map(row => JSON.stringify(row)).sort()
const folded = (events: readonly RecordedEvent[]): Row[] =>
  Object.entries<readonly object[]>(foldStream(products, events)).flatMap(([table, rows]) =>
    rows.map(row => ({ table, row })),
  )
const rowsOf = (rows: readonly MomentRow[]): Row[] => rows.map(({ table, row }) => ({ table, row }))

const nameOf = (table: string, key: string, path: string) => `${table} ${key} ${path}`
const keyOf = (row: Readonly<Record<string, unknown>>) =>
  ['sku', 'store', 'currency'].flatMap(name => (typeof row[name] === 'string' ? [row[name]] : [])).join('/')

/** Every field after so many events, by name, as text. */
const valuesAfter = (events: readonly RecordedEvent[]): Map<string, string> =>
  new Map(
    folded(events).flatMap(({ table, row }) =>
      [...leaves(row)].map(([path, value]) => [nameOf(table, keyOf({ ...row }), path), JSON.stringify(value)]),
    ),
  )

describe('the moments of a stream', () => {
  it('are what a fold of its first events gives, whichever is asked for first', () => {
    fc.assert(
      fc.property(stream, fc.boolean(), (events, isBackwards) => {
        const { rowsAt } = momentsOf(products, events)
        const revisions = [-1, ...events.keys()]
        for (const revision of isBackwards ? revisions.reverse() : revisions)
          expect(byText(rowsOf(rowsAt(revision)))).toEqual(byText(folded(events.slice(0, revision + 1))))
      }),
    )
  })

  it('at a time are a fold of all events up to that time', () => {
    fc.assert(
      fc.property(stream, fc.integer({ min: -2000, max: 30_000 }), (events, after) => {
        const at = new Date(START + after)
        const { rowsAt, revisionAt } = momentsOf(products, events)
        const before = events.filter(({ metadata }) => metadata.at <= at.toISOString())
        expect(byText(rowsOf(rowsAt(revisionAt(at))))).toEqual(byText(folded(before)))
      }),
    )
  })

  it('are those at which it was recorded when a clock that ran ahead has dated it to later', () => {
    const ahead = new Date(START + 400 * 86_400_000).toISOString()
    const made = happened(
      on('product-A', {
        type: 'ProductCreated',
        data: { sku: 'A', names: { en: 'a' } },
        at: new Date(START).toISOString(),
      }),
      on('product-A', { type: 'ProductRenamed', data: { names: { en: 'b' } }, at: ahead }),
    ).map(event => ({ ...event, recordedAt: new Date(START + 1_000 * event.revision) }))
    const { revisionAt } = momentsOf(products, made)
    expect([0, 999, 1_000].map(after => revisionAt(new Date(START + after)))).toEqual([0, 0, 1])
    const imported = made.map(event => ({ ...event, metadata: { ...event.metadata, origin: 'import' as const } }))
    expect(momentsOf(products, imported).revisionAt(new Date(START + 1_000))).toBe(0)
  })

  it('know of every field the last event that gave it another value', () => {
    fc.assert(
      fc.property(stream, events => {
        const { rowsAt, last } = momentsOf(products, events)
        const past = [-1, ...events.keys()].map(revision => valuesAfter(events.slice(0, revision + 1)))
        const setBy = (name: string) =>
          past.findLastIndex((values, i) => i > 0 && values.get(name) !== past[i - 1]?.get(name)) - 1
        for (const { table, key, fields } of rowsAt(last))
          for (const field of fields) expect(field.setBy, field.path).toBe(setBy(nameOf(table, key, field.path)))
      }),
    )
  })

  it('differ in exactly the fields whose values differ', () => {
    fc.assert(
      fc.property(stream, fc.nat(12), fc.nat(12), (events, a, b) => {
        const [from, to] = [a % events.length, b % events.length]
        const [was, is] = [valuesAfter(events.slice(0, from + 1)), valuesAfter(events.slice(0, to + 1))]
        const names = [...new Set([...was.keys(), ...is.keys()])].filter(name => was.get(name) !== is.get(name))
        const found = momentsOf(products, events).differences(from, to)
        expect(found.map(({ table, key, path }) => nameOf(table, key, path)).sort()).toEqual(names.sort())
      }),
    )
  })

  it('before the first event hold nothing', () => {
    const { rowsAt, revisionAt } = momentsOf(
      products,
      happened(on('product-LAMP', { type: 'ProductCreated', data: { sku: 'LAMP', names: { en: 'Lamp' } } })),
    )
    expect(revisionAt(new Date('2025-01-01'))).toBe(-1)
    expect(rowsAt(-1)).toEqual([])
  })
})

describe('erased personal values', () => {
  const name = { firstName: 'Ada', lastName: 'Byron' }
  const personal = (value: object) => ({ subject: 'customer-7', value })
  const stream = happened(
    on(
      'customer-7',
      {
        type: 'CustomerRegistered',
        data: { locale: 'en', store: 'UK', emailClaim: 'c', personal: personal({ ...name, email: 'ada@example.org' }) },
      } as Happened,
      { type: 'CustomerProfileChanged', data: { personal: personal(name) } } as Happened,
      { type: 'CustomerErased', data: {} },
    ),
  ).map(event => ({
    ...event,
    data: 'personal' in event.data ? { ...event.data, personal: { subject: 'customer-7', sealed: 'x' } } : event.data,
  }))
  const { rowsAt, steps } = momentsOf(customers, stream, () => null)
  const valueAt = (revision: number, path: string) => rowsAt(revision)[0]?.fields.find(field => field.path === path)

  it('are marked at every moment, also where they are put together and after they were cleared', () => {
    for (const revision of [0, 1, 2])
      for (const path of ['name', 'firstName', 'email']) expect(valueAt(revision, path)?.value).toBe(ERASED)
  })

  it('still tell which event set them', () => {
    expect(valueAt(1, 'name')?.setBy).toBe(1)
    expect(valueAt(1, 'email')?.setBy).toBe(0)
    expect(steps[1]?.changes).toContainEqual({
      table: 'customer',
      key: '7',
      path: 'name',
      before: ERASED,
      after: ERASED,
    })
  })

  it('are told apart from what never was there', () => {
    expect(valueAt(2, 'country')?.value).toBeNull()
  })
})
