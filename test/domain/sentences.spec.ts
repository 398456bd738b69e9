import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Aggregate } from '../../api/aggregate.ts'
import { fieldShape } from '../../api/form.ts'
import { aggregates, bulks as bulkLists, commands } from '../../api/index.ts'
import { en } from '../../api/text/en.ts'
import { isTextKey, sentenceUnder, textFor } from '../../api/text/text.ts'
import type { BulkActions } from '../../domain/bulk.ts'
import type { AnyDecider } from '../../domain/decider.ts'
import { bulks, deciders } from '../../domain/index.ts'
import { parametersOf } from '../../projections/audit/event-words.ts'
import { eventMarkup, eventSentence } from '../../ui/components/event-sentence.ts'
import { pagedCategories } from '../../ui/thing.ts'
import { wordsFor } from '../../ui/words.ts'

const text = textFor('en-GB')
const words = wordsFor({ locale: 'en-GB', timeZone: 'UTC' }, new Date())
const samplesFolder = new URL('./samples/', import.meta.url)
const domain = new URL('../../domain/', import.meta.url)

const Sample = z.looseObject({ type: z.string(), schema: z.int(), data: z.record(z.string(), z.unknown()) })
const samples = readdirSync(samplesFolder).map(file =>
  Sample.parse(JSON.parse(readFileSync(new URL(file, samplesFolder), 'utf8'))),
)
const sources = readdirSync(domain, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => readFileSync(new URL(file, domain), 'utf8'))
const ui = new URL('../../ui/', import.meta.url)
const pageSources = readdirSync(ui, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => readFileSync(new URL(file, ui), 'utf8'))
const pagesSay = (literal: string) => pageSources.some(source => source.includes(literal))

/** What stands behind the first word of a key of this kind. */
const keysOf = (kind: string) =>
  Object.keys(en).flatMap(key => (key.startsWith(`${kind}.`) ? key.slice(kind.length + 1) : []))

const hasField = (command: z.ZodType, path: string): boolean => {
  try {
    return fieldShape(command, path) !== undefined
  } catch {
    return false
  }
}

const inSources = (pattern: RegExp) => sources.flatMap(source => [...source.matchAll(pattern)])

type Refusal = { readonly code: string; readonly parameters: readonly string[] }
/** Every refusal of the domain that says its parameters in place. */
const refusals = inSources(/reject\(\s*'\w+',\s*'(\w+)'(?:\)|,\s*\{((?:[^{}]|\{[^{}]*\})*)\})/g).map(
  ([, code = '', given = '']): Refusal => ({
    code,
    parameters: given.split(',').map(one => one.split(':')[0]?.trim() ?? ''),
  }),
)
const codes = [...new Set(inSources(/reject\(\s*'\w+',\s*'(\w+)'/g).flatMap(([, code]) => code ?? []))]

describe('the sentences of the domain', () => {
  it.each(samples)('tell $type from its plain values, without a gap', ({ type, data }) => {
    const told = eventSentence(words, { type, parameters: parametersOf(data) })
    expect(told).toMatch(/^[\d\p{L}][^{}…]*[^.…{}]$/u)
  })

  it.each(samples)('name things of $type by what people call them, never by a bare UUID', ({ type, data }) => {
    const id = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e77'
    const referring = { return: id, order: id, customer: id, reservation: `${id}/1`, owner: `customer-${id}` }
    const known = Object.fromEntries(Object.entries(referring).filter(([name]) => typeof data[name] === 'string'))
    const entry = { type, parameters: parametersOf({ ...data, ...known }) }
    expect(eventSentence(words, entry)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/)
    expect(eventMarkup(words, entry).markup.replaceAll(/<[^>]*>/g, '')).toBe(eventSentence(words, entry))
  })

  it.each([
    ['ProductRenamed', 'Product renamed to Folding chair'],
    ['ProductCreated', 'Product CHAIR-1 created: Garden chair'],
    ['ProductMovedToCategory', 'Taken out of its category'],
    ['CategoryMoved', 'Category garden-tools moved to the top'],
    ['CategoryRenamed', 'Category garden-tools renamed to Tools'],
    ['OrderPlaced', 'Order 536365 placed with 2 lines: £33.30'],
    ['ReturnValued', 'Order 536365 gives back another amount for 1 line: -£0.01'],
  ])('say what changed where it is short: %s', (type, told) => {
    const { data = {} } = samples.find(sample => sample.type === type) ?? {}
    expect(eventSentence(words, { type, parameters: parametersOf(data) })).toBe(told)
  })

  it('say a price with and without tax', () => {
    const { data = {} } = samples.find(sample => sample.type === 'PriceChanged' && sample.schema === 2) ?? {}
    const told = eventSentence(words, { type: 'PriceChanged', parameters: parametersOf(data) })
    expect(told).toBe('Price changed for UK in GBP: £2.55 with tax, £2.125 without tax')
  })

  it.each(codes)('tell what to do after %s', code => {
    expect(isTextKey(`rejection.${code}`)).toBe(true)
  })

  it.each(refusals)('are given all they say of $code', ({ code, parameters }) => {
    const given = Object.fromEntries(parameters.map(name => [name, 1]))
    expect(sentenceUnder(text, `rejection.${code}`, given)).not.toMatch(/…/)
  })

  it('are looked for in all refusals', () => {
    expect(codes).toEqual(expect.arrayContaining(['ProductUnknown', 'CategoryNameTaken', 'CustomerIsErased']))
    expect(refusals.find(({ code }) => code === 'CategoryNameTaken')?.parameters).toContain('name')
  })

  it('count pieces and show the sign of a change', () => {
    expect(text('rejection.StockWouldBeNegative', { onHand: 1, by: -6 })).toMatch(/^There is 1 piece: a change by -6/)
    const adjusted = { by: 1200, reason: 'own_use', note: 'Press' }
    expect(text('event.StockAdjusted', adjusted)).toBe('Stock changed by +1,200: own use (Press)')
    expect(text('event.StockAdjusted.short', { by: 1200, reason: 'Found' })).toBe('Stock changed by +1,200: Found')
  })
})

describe('every', () => {
  it('command says that it is done', () => {
    expect(commands.map(({ command }) => `done.${command}`).filter(key => !isTextKey(key))).toEqual([])
  })

  it('action on many things, and so many of them, has a name', () => {
    const keys = bulkLists.flatMap(({ decider, bulk }) => [
      `bulk.count.${decider.category}`,
      ...bulk.offers.map(({ name }) => `do.${name}`),
    ])
    expect(keys.length).toBeGreaterThan(8)
    expect(keys.filter(key => !isTextKey(key))).toEqual([])
  })

  it('thing with a page has a name', () => {
    expect(pagedCategories.map(category => `thing.${category}`).filter(key => !isTextKey(key))).toEqual([])
  })

  it('list has a name for what it lists', () => {
    const listed = Object.values<Aggregate>(aggregates).filter(({ list }) => list !== undefined)
    const keys = listed.map(({ decider }) => `things.${decider.category}`)
    expect(keys.filter(key => !isTextKey(key))).toEqual([])
  })

  it('word of a command or a thing is about one that there is', () => {
    const names = {
      commands: [
        ...Object.values<AnyDecider>(deciders).map(({ commands }) => commands),
        ...Object.values(bulks),
      ].flatMap(named => Object.keys(named)),
      things: Object.values<AnyDecider>(deciders).map(({ category }) => category),
    }
    const known = { do: names.commands, thing: names.things, things: names.things }
    const misspelt = Object.keys(en).filter(key => {
      const [kind = '', name = ''] = key.split('.')
      return Object.hasOwn(known, kind) && !known[kind as keyof typeof known].includes(name)
    })
    expect(misspelt).toEqual([])
  })

  it('hint is about a field that a command asks for', () => {
    const of = Object.values<AnyDecider>(deciders)
    const many: Readonly<Record<string, BulkActions | undefined>> = bulks
    const asks = ({ commands, newId, category }: AnyDecider, path: string): boolean =>
      (path === 'id' && newId !== undefined) ||
      [...Object.values<z.ZodType>(commands), ...Object.values(many[category] ?? {}).map(({ asks }) => asks)].some(
        command => hasField(command, path),
      )
    const misspelt = keysOf('hint').filter(path => {
      const own = of.find(({ category }) => path.startsWith(`${category}.`))
      return own === undefined ? !of.some(any => asks(any, path)) : !asks(own, path.slice(own.category.length + 1))
    })
    expect(misspelt).toEqual([])
  })

  it('word of a list is about one that there is, or is said in place', () => {
    const listed = Object.values<Aggregate>(aggregates).flatMap(({ decider, list }) => (list ? decider.category : []))
    const madeOf = { search: ['$'], empty: ['$', '$.hint'] }
    const unread = Object.entries(madeOf).flatMap(([kind, made]) => {
      const known = made.flatMap(one => listed.map(category => one.replace('$', category)))
      return keysOf(kind).filter(name => !known.includes(name) && !pagesSay(`'${kind}.${name}'`))
    })
    expect(unread).toEqual([])
  })

  it('rule of a field says what is wrong', () => {
    const rules = inSources(/\.(?:regex|refine)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*, '(\w+)'\)/g).map(
      ([, code]) => code,
    )
    expect(rules).toEqual(expect.arrayContaining(['sku', 'price', 'name', 'blank', 'email', 'reserved']))
    expect(rules.filter(code => !isTextKey(`invalid.${code}`))).toEqual([])
  })
})
