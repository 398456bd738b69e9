import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { decodeForm as decodeIn, type FormFields } from '../../api/form.ts'
import { AskedPrice } from '../../domain/shared/money.ts'

const schema = z.strictObject({
  names: z.strictObject({ en: z.string().min(1), de: z.string().optional() }),
  quantity: z.int().optional(),
  category: z.string().nullable(),
  isActive: z.boolean(),
  note: z.string(),
  price: z.strictObject({ gross: z.string().optional() }).optional(),
  lines: z.array(z.strictObject({ sku: z.string(), quantity: z.int() })).optional(),
  tags: z.array(z.string()),
})

const british = { locale: 'en-GB', timeZone: 'Europe/London' }
const german = { locale: 'de-DE', timeZone: 'Europe/Berlin' }
const decodeForm = (of: z.ZodType, fields: FormFields) => decodeIn(of, fields, british)

describe('decoding a form', () => {
  it('builds nested data from dotted names and turns text into what the schema asks for', () => {
    const fields = {
      _commandId: 'ignored',
      'names.en': 'Lamp',
      'names.de': '',
      quantity: '3',
      category: 'lights',
      isActive: 'on',
      note: '',
      'lines.0.sku': 'A',
      'lines.0.quantity': '2',
      'lines.1.sku': '',
      'lines.1.quantity': '',
      'lines.10.sku': 'B',
      'lines.10.quantity': '1',
      tags: ['x', '', 'y'],
    }
    expect(decodeForm(schema, fields)).toEqual({
      names: { en: 'Lamp' },
      quantity: 3,
      category: 'lights',
      isActive: true,
      note: '',
      lines: [
        { sku: 'A', quantity: 2 },
        { sku: 'B', quantity: 1 },
      ],
      tags: ['x', 'y'],
    })
  })

  it('reads an empty field as null where null is possible, and an absent box as not ticked', () => {
    expect(decodeForm(schema, { category: '' })).toMatchObject({ category: null, isActive: false })
  })

  it('leaves out what was not filled in, so that the schema can name it', () => {
    const decoded = decodeForm(schema, { 'names.en': '' })
    expect(schema.safeParse(decoded).error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'names.en',
      'category',
      'note',
    ])
  })

  it('leaves out what may be absent and was left blank as a whole, whatever it needs inside', () => {
    const contact = z.strictObject({ contact: z.strictObject({ name: z.string().min(1) }).optional() })
    expect(decodeForm(contact, { 'contact.name': '', 'contact.phone': '' })).toEqual({})
    expect(decodeForm(contact, { 'contact.name': '', 'contact.phone': '1' })).toEqual({ contact: { name: '' } })
  })

  it('takes a row for blank when only its key is there, which the form names', () => {
    const units = z.strictObject({ lines: z.array(z.strictObject({ line: z.int(), quantity: z.int() })) })
    const fields = { 'lines.0.line': '1', 'lines.0.quantity': '', 'lines.1.line': '2', 'lines.1.quantity': '4' }
    expect(decodeForm(units, { ...fields, 'lines.key': 'line' })).toEqual({ lines: [{ line: 2, quantity: 4 }] })
    expect(decodeForm(units, fields)).toEqual({ lines: [{ line: 1 }, { line: 2, quantity: 4 }] })
  })

  it('takes a row for blank when only its keys are there, where the form names several', () => {
    const share = z.strictObject({ shipment: z.int(), line: z.int(), quantity: z.int() })
    const row = (line: string, quantity: string) => ({
      [`units.${line}.line`]: line,
      [`units.${line}.shipment`]: '2',
      [`units.${line}.quantity`]: quantity,
    })
    const fields = { 'units.key': 'line shipment', ...row('1', ''), ...row('3', '4') }
    expect(decodeForm(z.strictObject({ units: z.array(share) }), fields)).toEqual({
      units: [{ shipment: 2, line: 3, quantity: 4 }],
    })
  })

  it('keeps a number that is none, for the schema to refuse', () => {
    const decoded = decodeForm(schema, { quantity: '3 pieces' })
    expect(decoded).toMatchObject({ quantity: '3 pieces' })
  })

  it('reads numbers as the locale of whoever typed them writes them, and leaves what is none for the schema', () => {
    const priced = z.strictObject({ quantity: z.int().optional(), gross: AskedPrice })
    expect(decodeIn(priced, { quantity: '1.000', gross: '1.234,50' }, german)).toEqual({
      quantity: 1000,
      gross: '1234.50',
    })
    expect(decodeIn(priced, { quantity: '1.000', gross: ' 2.50 ' }, british)).toEqual({
      quantity: '1.000',
      gross: '2.50',
    })
  })

  it('is not led astray by names that reach for the prototype', () => {
    const fields = { '__proto__.polluted': 'x', 'constructor.prototype.polluted': 'x', 'names.__proto__.en': 'x' }
    decodeForm(schema, fields)
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})
