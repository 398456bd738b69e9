import { describe, expect, it } from 'vitest'
import { keptQuery } from '../../../../projections/engine/list/kept-query.ts'
import { type ListDefinition, list } from '../../../../projections/engine/list/list.ts'

const definition = list({
  table: 'thing',
  key: 'id',
  sorts: { placed: { column: 'placed', direction: 'desc' }, total: { column: 'total', direction: 'desc' } },
  defaultSort: 'placed',
  filters: {
    status: { kind: 'choice', column: 'status', values: ['open', 'paid'] },
    customer: { kind: 'choice', column: 'customer' },
    placed: { kind: 'days', column: 'placed', of: 'moment' },
  },
  search: true,
})
const kept = (query: string, of: ListDefinition = definition) => keptQuery(of, new URLSearchParams(query))
const whole = (query: string) => ({ query, lost: [] })

describe('a question that is kept', () => {
  it('has filters, search, sort and columns, and no page of the list', () => {
    const asked = 'q=lamp&status=paid&placed.from=2026-01-31&sort=total&columns=number&cursor=x&limit=9&view=all'
    expect(kept(asked)).toEqual(whole('columns=number&placed.from=2026-01-31&q=lamp&sort=total&status=paid'))
  })

  it('is spelled the same whatever the order it was asked in, and without what says nothing', () => {
    expect(kept('status=paid&status=open&status=paid&q= a ')).toEqual(kept('q=a&status=open&status=paid&placed.to='))
    expect(kept('columns=total&columns=number')).toEqual(kept('columns=total,number,total'))
    expect(kept('columns=total,number')).not.toEqual(kept('columns=number,total'))
    expect(kept(`q=${encodeURIComponent('e\u0301')}`)).toEqual(kept(`q=${encodeURIComponent('\u00e9')}`))
    expect(kept('')).toEqual(whole(''))
  })

  it('keeps days as they are told from today, and not what is being looked for', () => {
    expect(kept('placed.last=7d&customer.find=ann')).toEqual(whole('placed.last=7d'))
    expect(kept('placed.last=8d')).toEqual({ query: '', lost: ['placed.last'] })
  })

  it('asks for no sort that there is anyway, and for the other direction of it', () => {
    expect(kept('sort=-placed')).toEqual(whole(''))
    expect(kept('sort=placed')).toEqual(whole('sort=placed'))
  })

  it('goes without what the list does not offer, and names it', () => {
    expect(kept('colour=red&status=paid&status=gone&sort=weight&placed.from=yesterday&q=lamp')).toEqual({
      query: 'q=lamp',
      lost: ['colour', 'placed.from', 'sort', 'status'],
    })
    expect(kept('q=lamp&toString=1&__proto__=2', { ...definition, search: false })).toEqual({
      query: '',
      lost: ['__proto__', 'q', 'toString'],
    })
  })
})
