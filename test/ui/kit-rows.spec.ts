import { describe, expect, expectTypeOf, it } from 'vitest'
import { orderCommands } from '../../api/orders/order.ts'
import type { Draft, PageContext } from '../../api/page.ts'
import { html } from '../../ui/html.ts'
import type { Fields } from '../../ui/kit/fields.ts'
import { formOf } from '../../ui/kit/form.ts'
import { words } from '../support/sample-shell.ts'

type Placed = typeof orderCommands.PlaceOrder extends { readonly data?: infer Data } ? Exclude<Data, undefined> : never

const fresh = { newId: () => '019e0000-0000-7000-8000-000000000009' } as PageContext
const shownWith = (fields: Record<string, string>, draft?: Draft): PageContext => ({
  ...fresh,
  submitted: { command: 'PlaceOrder', fields, ...(draft === undefined ? {} : { draft }) },
})

const linesOf = ({ rows }: Fields<Placed>) => rows('lines', row => html`${row.field('sku')}${row.field('quantity')}`)
const drawn = (context: PageContext) => formOf(words, context, orderCommands.PlaceOrder, {}, linesOf).markup
/** The rows that are there, and how many of them script shows. */
const countOf = (markup: string) => {
  const [rows = ''] = markup.split('<template>')
  const found = rows.match(/data-repeated-row=/g)?.length ?? 0
  return { drawn: found, shown: found - (rows.match(/class="row without-script"/g)?.length ?? 0) }
}

describe('rows of a form', () => {
  it('take the paths of their item', () => {
    type Rows = Fields<Placed>['rows']
    expectTypeOf<Parameters<Rows>[0]>().toEqualTypeOf<'lines'>()
    const paths = (fields: Fields<Placed>) =>
      fields.rows('lines', row => {
        expectTypeOf<Parameters<typeof row.field>[0]>().toEqualTypeOf<'sku' | 'quantity' | 'unitPrice' | 'reason'>()
        return row.field('sku')
      })
    expect(formOf(words, fresh, orderCommands.PlaceOrder, {}, paths).markup).toContain('name="lines.4.sku"')
  })

  it('are five blank ones at first, of which script shows one', () => {
    const markup = drawn(fresh)
    expect(countOf(markup)).toEqual({ drawn: 5, shown: 1 })
    expect(markup).toContain('<button class="button without-script" name="draft" value="rows:lines" formnovalidate>')
    expect(markup).toContain('name="lines.__index__.sku"')
  })

  it('always have five more than were filled in, and one of them shown', () => {
    const typed = { 'lines.0.sku': 'MUG', 'lines.2.quantity': '4', 'lines.4.sku': '', 'lines.4.quantity': '' }
    expect(countOf(drawn(shownWith(typed)))).toEqual({ drawn: 8, shown: 4 })
  })

  it('are five more when that is asked for, and as many as before when something else is', () => {
    const typed = { 'lines.0.sku': 'MUG', 'lines.9.sku': '' }
    expect(countOf(drawn(shownWith(typed, { kind: 'rows', path: 'lines' })))).toEqual({ drawn: 15, shown: 2 })
    expect(countOf(drawn(shownWith(typed, { kind: 'find', path: 'lines.0.sku' })))).toEqual({ drawn: 10, shown: 2 })
  })

  it('are as many as are recorded, and blank ones', () => {
    const recorded = { lines: [{ sku: 'MUG', quantity: 2 }] }
    const { markup } = formOf(words, fresh, orderCommands.PlaceOrder, { recorded }, linesOf)
    expect(countOf(markup)).toEqual({ drawn: 6, shown: 2 })
    expect(markup).toMatch(/value="MUG"[^>]*name="lines\.0\.sku"/)
    expect(markup).toMatch(/value="2"[^>]*name="lines\.0\.quantity"/)
  })

  it('are not sent by Enter to ask for more: the first button of the form is the one that sends it', () => {
    const [first] = /<button[^>]*>/.exec(drawn(fresh)) ?? []
    expect(first).toBe('<button class="visually-hidden" tabindex="-1" aria-hidden="true">')
  })
})
