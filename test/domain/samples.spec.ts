import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { events } from '../../domain/index.ts'
import { currentSchema, upcast, upcasters } from '../../domain/upcasters.ts'

const Sample = z.strictObject({ type: z.string(), schema: z.int().min(1), data: z.record(z.string(), z.unknown()) })
const folder = new URL('./samples/', import.meta.url)
const files = readdirSync(folder)
const samples = files.map(file => Sample.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))))
const schemas: Readonly<Record<string, z.ZodType>> = events

describe('an event as it was once stored', () => {
  it.each(samples)('$type of schema $schema is what today’s code expects after its upcasters', sample => {
    const { type, schema, data } = sample
    const upcasted = upcast(type, schema, data)
    expect(schemas[type]?.parse(upcasted)).toEqual(upcasted)
  })

  it.each(Object.keys(events))('%s has a sample of every schema it ever had', type => {
    const known = samples.filter(sample => sample.type === type).map(({ schema }) => schema)
    const every = Array.from({ length: currentSchema(type) }, (_, index) => index + 1)
    expect(known.sort((a, b) => a - b)).toEqual(every)
  })

  it('is named by its file', () => {
    const named = samples.map(({ type, schema }) => [`${type}.json`, `${type}.${schema}.json`])
    for (const [index, file] of files.entries()) expect(named[index]).toContain(file)
  })

  it('has a step from each schema to the next', () => {
    for (const steps of Object.values(upcasters))
      expect(Object.keys(steps)).toEqual(Object.keys(steps).map((_, index) => String(index + 1)))
  })

  it('is refused when a later version of Daybook wrote it', () => {
    expect(() => upcast('PriceChanged', 3, {})).toThrow('newer than this Daybook')
  })

  it.each([
    ['United Kingdom', 'GB'],
    ['Atlantis', 'Atlantis'],
  ])('names the country of schema 1 by its code: “%s” is %s', (country, code) => {
    expect(upcast('CustomerRecorded', 1, { reference: '7', country })).toEqual({ reference: '7', country: code })
    const placed = { number: '7', store: 'UK' }
    const upcasted = { ...placed, timeZone: 'Europe/London', process: 'no-payment-1' }
    expect(upcast('OrderPlaced', 1, { ...placed, country })).toMatchObject({ ...upcasted, country: code })
    expect(upcast('OrderPlaced', 1, placed)).toMatchObject(upcasted)
  })

  it('is an order that has ended, where it was recorded from elsewhere, or waits for stock where it was placed here', () => {
    const placed = { number: '7', store: 'UK', timeZone: 'Europe/London' }
    expect(upcast('OrderPlaced', 2, { ...placed, country: 'GB' })).toMatchObject({ state: 'closed' })
    expect(upcast('OrderPlaced', 2, placed)).toMatchObject({ process: 'no-payment-1', state: 'backordered' })
  })

  it('keeps its price when schema 1 knew gross prices only', () => {
    const data: Record<string, unknown> = { store: 'UK', currency: 'GBP', amount: '2.55' }
    expect(upcast('PriceChanged', 1, data)).toEqual({ store: 'UK', currency: 'GBP', price: { gross: '2.55' } })
  })
})
