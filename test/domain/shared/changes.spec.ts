import { describe, expect, it } from 'vitest'
import { amend, changed } from '../../../domain/shared/changes.ts'

type Shelf =
  | { readonly status: 'absent' }
  | { readonly status: 'known'; readonly names: { readonly en: string; readonly de?: string }; readonly height: number }

const shelf: Shelf = { status: 'known', names: { en: 'Shelf' }, height: 2 }

describe('what an event says', () => {
  it('is taken over, but by what was never made', () => {
    expect(amend<Shelf>(shelf, { height: 3 })).toEqual({ ...shelf, height: 3 })
    expect(amend<Shelf>({ status: 'absent' }, { height: 3 })).toEqual({ status: 'absent' })
  })

  it('is said only of what is other than before', () => {
    expect(changed('ShelfRaised', shelf, { height: 2 })).toEqual([])
    expect(changed('ShelfRaised', shelf, { height: 3 })).toEqual([{ type: 'ShelfRaised', data: { height: 3 } }])
    expect(changed('ShelfRenamed', shelf, { names: { en: 'Shelf' } })).toEqual([])
    expect(changed('ShelfRenamed', shelf, { names: { en: 'Shelf', de: 'Regal' } })).toHaveLength(1)
    expect(changed('ShelfRenamed', { names: { en: 'Shelf', de: 'Regal' } }, { names: { en: 'Shelf' } })).toHaveLength(1)
    expect(changed('ShelfNamed', { names: null }, { names: {} })).toHaveLength(1)
  })
})
