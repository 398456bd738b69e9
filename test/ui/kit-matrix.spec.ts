import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { commandRoutes } from '../../api/commands.ts'
import { decodeForm } from '../../api/form.ts'
import type { PageContext } from '../../api/page.ts'
import type { Decider } from '../../domain/decider.ts'
import { AskedPrice } from '../../domain/shared/money.ts'
import type { Fields } from '../../ui/kit/fields.ts'
import { formOf, type Sent } from '../../ui/kit/form.ts'
import { wordsFor } from '../../ui/words.ts'
import { type Control, readPage, untouched } from '../support/html-page.ts'

const amount = AskedPrice.nullable().optional()
const SetSample = z.strictObject({
  prices: z.array(
    z.strictObject({ store: z.string().max(9), currency: z.string().max(3), gross: amount, net: amount }),
  ),
})
const schemas = { SetSample }
const sample: Decider<null, typeof schemas, typeof schemas> = {
  category: 'sample',
  initial: null,
  events: schemas,
  evolve: { SetSample: () => null },
  commands: schemas,
  decide: { SetSample: (_, data) => [{ type: 'SetSample', data }] },
  touches: { SetSample: () => [] },
}
const { SetSample: route } = commandRoutes(sample, {
  SetSample: { path: '/samples/:id', may: 'catalog:write', form: '/samples/:id', then: '/samples/:id' },
})

const austrian = wordsFor({ locale: 'en-AT', timeZone: 'Europe/Berlin' }, new Date('2026-11-23T16:30:00Z'))
const submittedWith = (fields: Record<string, string>, more: object = {}): Partial<PageContext> => ({
  submitted: { command: 'SetSample', fields, ...more },
})

const prices = ({ matrix }: Fields<z.input<typeof SetSample>>) =>
  matrix('prices', {
    caption: 'Prices by store and currency',
    by: { store: ['DE', 'UK'], currency: ['EUR', 'GBP'] },
    columns: ['gross', 'net'],
    row: ({ store, currency }) => `${store} store, ${currency}`,
  })

const drawn = (recorded: object[], context: Partial<PageContext> = {}, sent: Sent = {}) => {
  const all = { newId: () => '019e0000-0000-7000-8000-000000000009', ...context } as PageContext
  const { markup } = formOf(austrian, all, route, { id: 'x', recorded: { prices: recorded }, ...sent }, prices)
  const page = readPage('/samples/x', markup)
  const [form] = page.forms
  if (form === undefined) throw new Error('no form')
  return { ...form, page, markup, sends: untouched(form) }
}
const named = (controls: readonly Control[], label: string) => controls.find(control => control.label === label)

const uk = { store: 'UK', currency: 'GBP', gross: '4.00', net: '3.5' }

describe('a matrix', () => {
  it('is of a field that repeats', () => {
    type Draw = Fields<z.input<typeof SetSample>>['matrix']
    expectTypeOf<Parameters<Draw>[0]>().toEqualTypeOf<'prices'>()
  })

  it('has an input per row and column, named after both, with what is recorded as the viewer writes it', () => {
    const { controls } = drawn([uk])
    expect(controls.map(({ label, value }) => [label, value])).toEqual([
      ['Gross, DE store, EUR', ''],
      ['Net, DE store, EUR', ''],
      ['Gross, DE store, GBP', ''],
      ['Net, DE store, GBP', ''],
      ['Gross, UK store, EUR', ''],
      ['Net, UK store, EUR', ''],
      ['Gross, UK store, GBP', '4,00'],
      ['Net, UK store, GBP', '3,5'],
    ])
    expect(controls.every(({ maxLength }) => maxLength === 14)).toBe(true)
  })

  it('sends every row: what was recorded and is blank now is nothing', () => {
    const { sends } = drawn([uk])
    const sent = { ...sends, 'prices.0.net': '1.234,50', 'prices.3.gross': '' }
    expect(decodeForm(SetSample, sent, { locale: 'en-AT', timeZone: 'Europe/Berlin' })).toEqual({
      prices: [
        { store: 'DE', currency: 'EUR', gross: null, net: '1234.50' },
        { store: 'DE', currency: 'GBP', gross: null, net: null },
        { store: 'UK', currency: 'EUR', gross: null, net: null },
        { store: 'UK', currency: 'GBP', gross: null, net: '3.5' },
      ],
    })
  })

  it('shows what is recorded under a key that it does not know, too', () => {
    const { controls, hidden } = drawn([{ store: 'FR', currency: 'EUR', gross: '1', net: null }, uk])
    expect(named(controls, 'Gross, FR store, EUR')).toMatchObject({ name: 'prices.4.gross', value: '1' })
    expect(hidden).toMatchObject({ 'prices.4.store': 'FR', 'prices.4.currency': 'EUR' })
  })

  it('keeps what was typed in the row it was typed for, whatever there is meanwhile', () => {
    const { hidden, sends } = drawn([{ store: 'FR', currency: 'EUR', gross: '1', net: null }])
    const typed = submittedWith({ ...hidden, ...sends, 'prices.4.gross': '1,2x' })
    const { controls, page } = drawn([{ store: 'AT', currency: 'EUR', gross: '7', net: null }], typed)
    expect(named(controls, 'Gross, FR store, EUR')?.value).toBe('1,2x')
    expect(named(controls, 'Gross, AT store, EUR')?.name).toBe('prices.5.gross')
    expect(page.ids.toSorted()).toEqual([...new Set(page.ids)].toSorted())
  })

  it('says at the cell what is wrong with it', () => {
    const errors = [{ field: 'prices.3.net', message: 'Too much.' }]
    const problem = { title: 'No', detail: 'Too much.', status: 422, errors }
    const { page, controls } = drawn([uk], submittedWith(drawn([uk]).sends, { problem }))
    const cell = named(controls, 'Net, UK store, GBP')
    expect(cell).toMatchObject({ isInvalid: true, describedBy: ['field-prices-3-net-error'] })
    expect(page.textOf('field-prices-3-net-error')).toBe('Too much.')
    expect(page.problemLinks).toEqual(['field-prices-3-net'])
  })

  it('shows both values of the cells that two people changed, by their names, and no others', () => {
    const typed = { ...drawn([uk]).sends, 'prices.0.gross': '9', 'prices.3.gross': '5' }
    const conflict = { revision: 4, paths: ['prices.UK/GBP'], theirs: ['prices.UK/GBP'], since: [] }
    const { page } = drawn([{ ...uk, gross: '6.00' }], submittedWith(typed, { conflict }))
    expect(page.conflict).toMatch(/Gross, UK store, GBP.*5.*6,00/)
    expect(page.conflict).not.toMatch(/Net|DE store/)
  })

  it('shows what is recorded meanwhile where only the other changed it, so that sending the form again keeps that', () => {
    const typed = { ...drawn([uk]).sends, 'prices.3.gross': '5' }
    const conflict = { revision: 5, paths: ['prices.UK/GBP'], theirs: ['prices.UK/GBP', 'prices.DE/EUR'], since: [] }
    const now = [
      { ...uk, gross: '6.00' },
      { store: 'DE', currency: 'EUR', gross: '7.00', net: null },
    ]
    const { controls, page } = drawn(now, submittedWith(typed, { conflict }))
    expect(named(controls, 'Gross, DE store, EUR')?.value).toBe('7,00')
    expect(named(controls, 'Gross, UK store, GBP')?.value).toBe('5')
    expect(page.conflict).not.toMatch(/DE store/)
  })
})
