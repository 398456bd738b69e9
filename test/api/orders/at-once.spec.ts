import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { byOrderAtOnce } from '../../../api/orders/advance/at-once.ts'

test('rows of one order are done one after the other as they come, and answered in the order of all', async () => {
  const rows = fc.array(fc.record({ order: fc.constantFrom('a', 'b', 'c'), waits: fc.nat({ max: 3 }) }), {
    maxLength: 60,
  })
  await fc.assert(
    fc.asyncProperty(rows, async asked => {
      const under = new Map<string, number>()
      const done: number[] = []
      const numbered = asked.map((row, number) => ({ ...row, number }))
      const answers = await byOrderAtOnce(
        numbered,
        ({ order }) => order,
        async ({ order, waits, number }) => {
          under.set(order, (under.get(order) ?? 0) + 1)
          expect(under.get(order)).toBe(1)
          for (let turn = 0; turn < waits; turn += 1) await Promise.resolve()
          under.set(order, 0)
          done.push(number)
          return number
        },
      )
      expect(answers).toEqual(numbered.map(({ number }) => number))
      for (const order of ['a', 'b', 'c']) {
        const own = done.filter(number => numbered[number]?.order === order)
        expect(own).toEqual(own.toSorted((a, b) => a - b))
      }
    }),
  )
})

test('what fails for one row fails for whoever asked', async () => {
  const fails = byOrderAtOnce(
    ['a', 'b'],
    row => row,
    async row => {
      if (row === 'b') throw new Error('out of reach')
      return row
    },
  )
  await expect(fails).rejects.toThrow('out of reach')
})

test('once the time is over no row is begun, and of one order none is left out between two that are done', async () => {
  const rows = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(rows, fc.nat({ max: 60 }), async (orders, most) => {
      let begun = 0
      const answers = await byOrderAtOnce(
        orders,
        order => order,
        async () => {
          begun += 1
          await Promise.resolve()
          return true
        },
        () => begun >= most,
      )
      expect(answers.filter(done => done === true)).toHaveLength(Math.min(most, orders.length))
      for (const order of ['a', 'b', 'c']) {
        const own = answers.filter((_, at) => orders[at] === order)
        expect(own.slice(own.indexOf(undefined) < 0 ? own.length : own.indexOf(undefined))).not.toContain(true)
      }
    }),
  )
})
