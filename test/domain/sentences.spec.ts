import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isTextKey, textFor } from '../../api/text/text.ts'
import { parametersOf } from '../../projections/audit/activity.ts'

const text = textFor('en-GB')
const samplesFolder = new URL('./samples/', import.meta.url)
const domain = new URL('../../domain/', import.meta.url)

const Sample = z.looseObject({ type: z.string(), schema: z.int(), data: z.record(z.string(), z.unknown()) })
const samples = readdirSync(samplesFolder).map(file =>
  Sample.parse(JSON.parse(readFileSync(new URL(file, samplesFolder), 'utf8'))),
)
const codes = readdirSync(domain, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .flatMap(file => [...readFileSync(new URL(file, domain), 'utf8').matchAll(/reject\(\s*'\w+',\s*'(\w+)'/g)])
  .flatMap(([, code]) => code ?? [])

describe('the sentences of the domain', () => {
  it.each(samples)('tell $type from its plain values', ({ type, data }) => {
    const key = `event.${type}`
    if (!isTextKey(key)) throw new Error(`no sentence ${key}`)
    const told = text(key, parametersOf(data))
    expect(told).toMatch(/^\S.*[^.]$/)
    expect(told).not.toMatch(/[{}]/)
  })

  it.each([...new Set(codes)])('tell what to do after %s', code => {
    expect(isTextKey(`rejection.${code}`)).toBe(true)
  })

  it('are looked for in all refusals', () => {
    expect(codes).toEqual(expect.arrayContaining(['ProductUnknown', 'CategoryNameTaken', 'CustomerIsErased']))
  })

  it('count pieces and show the sign of a change', () => {
    expect(text('rejection.StockWouldBeNegative', { onHand: 1, by: -6 })).toMatch(/^There is 1 piece: a change by -6/)
    expect(text('event.StockAdjusted', { by: 1200, reason: 'Found' })).toBe('Stock changed by +1,200: Found')
  })
})
