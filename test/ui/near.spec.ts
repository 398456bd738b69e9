import { describe, expect, it } from 'vitest'
import { isNear } from '../../ui/near.ts'

describe('a name that is looked for', () => {
  it('is found by the beginnings of its words, in any order, case and accents aside', () => {
    for (const typed of ['create', 'PRO', 'prod crea', 'créate'])
      expect(isNear('Create product', typed), typed).toBe(true)
    for (const typed of ['eate', 'create order', '', ' - ']) expect(isNear('Create product', typed), typed).toBe(false)
  })

  it('is found with one letter more, less, other or swapped, also while it is still typed', () => {
    for (const typed of ['warehousse', 'warehose', 'warehouze', 'warehuose', 'warhe', 'warho', 'xwarehouse'])
      expect(isNear('Open warehouse', typed), typed).toBe(true)
  })

  it('is not found with two slips, nor with one in a word shorter than five letters', () => {
    for (const typed of ['wraehuose', 'warehxxse', 'opne']) expect(isNear('Open warehouse', typed), typed).toBe(false)
  })
})
