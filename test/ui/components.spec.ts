import { describe, expect, it } from 'vitest'
import { chart } from '../../ui/components/chart.ts'
import { eventSentence } from '../../ui/components/event-sentence.ts'
import { textArea, textField } from '../../ui/components/field.ts'
import { commandForm } from '../../ui/components/form.ts'
import { fieldChanges, timeline } from '../../ui/components/history.ts'
import { manyOfField } from '../../ui/components/many-of.ts'
import { pager, pagingText } from '../../ui/components/pager.ts'
import { paletteResults } from '../../ui/components/palette.ts'
import { problemSummary } from '../../ui/components/problem-summary.ts'
import { sparkline } from '../../ui/components/sparkline.ts'
import { type Column, dataTable } from '../../ui/components/table.ts'
import { history } from '../support/sample-orders.ts'
import { words } from '../support/sample-shell.ts'

const empty = { title: 'No products yet', hint: 'Create the first one.' }

describe('a data table', () => {
  const rows = [{ sku: 'A<1', name: 'Lamp' }]
  const columns: Column<{ sku: string; name: string }>[] = [
    { header: 'SKU', cell: row => row.sku, sort: { href: '/p?sort=sku', direction: 'ascending' } },
    { header: 'Name', cell: row => row.name },
  ]

  it('names each row by a header cell that links to it, escaped', () => {
    const { markup } = dataTable(words, {
      caption: 'Products',
      columns,
      rows,
      href: ({ sku }) => `/p/${encodeURIComponent(sku)}`,
      empty,
    })
    expect(markup).toContain('<th scope="row"><a href="/p/A%3C1">A&lt;1</a></th><td>Lamp</td>')
  })

  it('says which column it is sorted by, and sorts by a plain link that script may follow in place', () => {
    const { markup } = dataTable(words, { caption: 'Products', columns, rows, empty })
    expect(markup).toContain('<th scope="col" aria-sort="ascending"><a href="/p?sort=sku" hx-get="/p?sort=sku">SKU')
  })

  it('says what to do next instead of showing no rows', () => {
    const { markup } = dataTable(words, { caption: 'Products', columns, rows: [], empty })
    expect(markup).toContain('Create the first one.')
    expect(markup).not.toContain('<table')
  })
})

describe('a field', () => {
  it('keeps its value and is tied to its hint and its error', () => {
    const { markup } = textField({ name: 'names.en', label: 'Name', value: '"x"', hint: 'Short.', error: 'Too long.' })
    expect(markup).toContain('value="&quot;x&quot;" id="field-names-en" name="names.en" aria-invalid="true"')
    expect(markup).toContain('aria-describedby="field-names-en-hint field-names-en-error"')
    expect(markup).toContain('id="field-names-en-error" role="alert">Too long.')
  })

  it('is not marked when nothing is wrong', () => {
    expect(textField({ name: 'a', label: 'A' }).markup).not.toMatch(/aria-/)
  })

  it('keeps a line break at the start of long text', () => {
    expect(textArea({ name: 'a', label: 'A', value: '\nb' }).markup).toContain('>\n\nb</textarea>')
  })

  it('has an id of its own where several forms have its name', () => {
    expect(textField({ name: 'a', label: 'A', prefix: 'gbp' }).markup).toContain('<label for="gbp-a">')
  })
})

describe('a command form', () => {
  const form = { id: 'f', action: '/api/products/A', commandId: 'id-1', fields: undefined, submit: 'Save' }

  it('posts with and without script and carries the command id and the revision it was made from', () => {
    const { markup } = commandForm(words, { ...form, revision: 0 })
    expect(markup).toContain('method="post" action="/api/products/A" hx-post="/api/products/A"')
    expect(markup).toContain('name="commandId" value="id-1"')
    expect(markup).toContain('name="expectedRevision" value="0"')
  })

  it('sends no revision for a thing that is new', () => {
    expect(commandForm(words, form).markup).not.toContain('expectedRevision')
  })

  it('can not be sent twice by a double click', () => {
    expect(commandForm(words, form).markup).toContain('hx-sync="this:drop" hx-disable="findAll button"')
  })
})

describe('a problem summary', () => {
  it('links each message to its field', () => {
    const { markup } = problemSummary({ title: 'T', detail: 'D', errors: [{ field: 'names.en', message: 'Needed.' }] })
    expect(markup).toContain('role="alert"')
    expect(markup).toContain('<a href="#field-names-en">Needed.</a>')
  })

  it('names a field that has a name', () => {
    const problem = { title: 'T', detail: 'D', errors: [{ field: 'names.en', message: 'Needed.' }] }
    const { markup } = problemSummary(problem, { nameOf: () => 'Name' })
    expect(markup).toContain('<a href="#field-names-en">Name: Needed.</a>')
  })

  it('leads to the thing that a message names', () => {
    const errors = [{ field: 'email', message: 'Taken.', about: '/customers/1' }]
    const { markup } = problemSummary({ title: 'T', detail: 'D', errors }, { openLabel: 'Look at it' })
    expect(markup).toContain('<a href="#field-email">Taken.</a> <a href="/customers/1">Look at it</a>')
  })

  it('is an empty place without a problem, for an answer to be put into', () => {
    expect(problemSummary(undefined).markup).toBe('<div id="problem"></div>')
  })
})

describe('a history', () => {
  it('says an event as a sentence of the catalogue, or its type where there is none', () => {
    expect(eventSentence(words, { type: 'PriceChanged', parameters: { store: 'UK', currency: 'GBP' } })).toBe(
      'Price changed for UK in GBP',
    )
    const rule = { area: 'people', thing: 'user', action: 'BlockUser', effect: 'deny' }
    expect(eventSentence(words, { type: 'RuleSet', parameters: rule })).toBe('Denied: “Block” of User (People)')
    const any = { area: '*', thing: '*', action: '*' }
    expect(eventSentence(words, { type: 'RuleRemoved', parameters: any })).toBe(
      'Rule removed: “everything” of everything (Everything)',
    )
    const gone = { area: 'sales', thing: 'parrot', action: 'Feed', effect: 'allow' }
    expect(eventSentence(words, { type: 'RuleSet', parameters: gone })).toBe('Allowed: “Feed” of parrot (Sales)')
    expect(eventSentence(words, { type: 'SomethingNew', parameters: {} })).toBe('SomethingNew')
    // What a sentence needs may not be in an event that somebody wrote by other means.
    expect(eventSentence(words, { type: 'ProductDiscontinued', parameters: {} })).toMatch(/^Product .+: …$/)
  })

  it('says who did it: a person by name, a process by what it is', () => {
    const { markup } = timeline(words, history)
    expect(markup).toContain('by Jana Novák')
    expect(markup).toContain('by the process book-return')
  })

  it('shows before and after of each field, and that there was nothing', () => {
    const { markup } = fieldChanges(words, [
      { path: 'a', before: '<1>', after: { b: 2 } },
      { path: 'c', after: 0 },
    ])
    expect(markup).toContain('<del>&lt;1&gt;</del>')
    expect(markup).toContain('<ins>{&quot;b&quot;:2}</ins>')
    expect(markup).toContain('<span class="nothing">nothing</span></td>\n<td><ins>0</ins>')
  })
})

describe('paging', () => {
  it('says how many there are, and more than the cap when counting stopped there', () => {
    expect(pagingText(words, { shown: 1 })).toBe('1 row')
    expect(pagingText(words, { shown: 50, total: { count: 1204, capped: false } })).toBe('50 of 1,204')
    expect(pagingText(words, { shown: 50, total: { count: 10000, capped: true } })).toBe('50 of more than 10,000')
  })

  it('offers no link where there is no page', () => {
    const { markup } = pager(words, { shown: 5, next: '/p?cursor=x' })
    expect(markup.match(/<a /g)).toHaveLength(1)
    expect(markup).toContain('href="/p?cursor=x" hx-get="/p?cursor=x" rel="next"')
  })
})

describe('a chart', () => {
  const points = [
    { label: 'Mon', value: 10 },
    { label: 'Tue', value: -5 },
  ]
  const of = (kind: 'bar' | 'line' | 'area') =>
    chart({ kind, title: 'Sales', heads: ['Day', 'Sales'], points, format: value => `${value} €` }).markup

  it('tells every value in words: on the point, and in a table that is read out', () => {
    for (const kind of ['bar', 'line', 'area'] as const) {
      expect(of(kind)).toContain('<title>Tue: -5 €</title>')
      expect(of(kind)).toContain('<th scope="row">Tue</th><td>-5 €</td>')
    }
  })

  it('draws a value below zero downwards from the zero line', () => {
    const [up, down] = [...of('bar').matchAll(/y="([\d.]+)" width="[\d.]+" height="([\d.]+)"/g)].map(
      ([, y, height]) => ({ y: Number(y), height: Number(height) }),
    )
    expect(down!.y).toBeCloseTo(up!.y + up!.height, 0)
    expect(up!.height).toBeCloseTo(down!.height * 2, 0)
  })

  it('has no numbers that are none, also for a single value, for equal ones and for none', () => {
    for (const values of [[], [3], [0, 0]]) {
      const markup = chart({
        kind: 'area',
        title: 'T',
        heads: ['a', 'b'],
        points: values.map(value => ({ label: 'x', value })),
        format: String,
      }).markup
      expect(markup).not.toMatch(/NaN|Infinity|undefined|null/)
    }
    expect(sparkline([2, 2]).markup).not.toMatch(/NaN/)
    expect(sparkline([2]).markup).toBe('')
  })
})

describe('the palette', () => {
  it('shows what was found in groups, leaves out empty ones, and says when there is nothing', () => {
    const { markup } = paletteResults(words, [
      { title: 'Orders', items: [] },
      { title: 'Products', items: [{ label: 'Lamp', href: '/products/A' }] },
    ])
    expect(markup).toContain('Products')
    expect(markup).not.toContain('Orders')
    expect(paletteResults(words, []).markup).toContain('Nothing found')
  })
})

describe('several of some choices', () => {
  const optionsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: `Choice ${index}` }))
  const drawn = (count: number) =>
    manyOfField({ name: 'some', label: 'Some', values: [`v${count - 1}`], options: optionsOf(count) }).toString()
  const orderOf = (markup: string) => [...markup.matchAll(/value="v(\d+)"/g)].map(([, index]) => Number(index))

  it('stand in their order as long as they are few', () => {
    expect(drawn(12)).not.toContain('choices')
    expect(orderOf(drawn(12))).toEqual([...Array(12).keys()])
  })
  it('are a list that scrolls when they are many, what is chosen first', () => {
    expect(drawn(13)).toContain('<div class="choices">')
    expect(orderOf(drawn(13))).toEqual([12, ...Array(12).keys()])
    expect(drawn(13)).toMatch(/value="v12" checked/)
  })
})
