import { describe, expect, it } from 'vitest'
import { isTextKey } from '../../../api/text/text.ts'
import { deciders } from '../../../domain/index.ts'
import { detailOf } from '../../../projections/index.ts'
import { fieldName } from '../../../ui/components/history.ts'
import { words } from '../../support/sample-shell.ts'

const models = Object.values(deciders).flatMap(({ category }) => detailOf(category) ?? [])
const tables = models.flatMap(({ tables }) => Object.entries<{ columns: object }>(tables))

describe('the names of fields', () => {
  it('cover every column of every detail read model', () => {
    expect(models.length).toBeGreaterThan(5)
    const columns = [...new Set(tables.flatMap(([, { columns }]) => Object.keys(columns)))]
    expect(columns.filter(column => !isTextKey(`field.${column}`))).toEqual([])
  })

  it('cover every kind of row beside the main one', () => {
    const further = models.flatMap(({ tables }) => Object.keys(tables).slice(1))
    expect(further.filter(table => table !== 'category_tree' && !isTextKey(`row.${table}`))).toEqual([])
  })
})

describe('a field in a history', () => {
  it('has its name in the catalogue, or its path where there is none', () => {
    expect(fieldName(words, 'onHand')).toBe('On hand')
    expect(fieldName(words, 'names.en')).toBe('Name (English)')
    expect(fieldName(words, 'nobody_knows.0')).toBe('nobody_knows.0')
  })

  it('of a list counts from one', () => {
    expect(fieldName(words, 'orders.0')).toBe('Orders 1')
  })

  it('of a further row says which row', () => {
    expect(fieldName(words, 'product_price UK/GBP: gross')).toBe('Price UK/GBP: Gross')
    expect(fieldName(words, 'order_line 12: unitPrice')).toBe('Line 12: Unit price')
    expect(fieldName(words, 'setting returnDays: value')).toBe('Days for returns: Value')
    expect(fieldName(words, 'setting gone: value')).toBe('Setting gone: Value')
    expect(fieldName(words, 'unheard_of 1: total')).toBe('unheard_of 1: total')
  })

  it('leaves out a key that only machines read', () => {
    const address = 'customer_address 0197c8f2-5b1e-7c3a-9d2e-1f0a2b3c4d5e: city'
    expect(fieldName(words, address)).toBe('Address: City')
  })
})
