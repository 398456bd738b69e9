import { expect, test } from 'vitest'
import { isAside, passedBefore, reachedFrom } from '../../../../domain/orders/process/ways.ts'
import { card1 } from '../../../../domain/orders/processes/card-1.ts'
import { invoice1 } from '../../../../domain/orders/processes/invoice-1.ts'

test('what can be come to from a state is all behind it, and the state', () => {
  expect([...reachedFrom(invoice1.transitions, ['delivered'])].toSorted()).toEqual([
    'closed',
    'delivered',
    'payment_due',
    'returned',
  ])
})

test('units in a state have passed what no way leads around, and nothing else', () => {
  expect([...passedBefore(card1, ['to_pack'])]).toEqual(['grace_period', 'payment_pending', 'confirmed', 'backordered'])
  expect([...passedBefore(card1, ['grace_period'])]).toEqual([])
  // It may have been cancelled at once.
  expect([...passedBefore(card1, ['cancelled'])]).toEqual(['grace_period'])
  expect([...passedBefore(card1, ['cancelled', 'confirmed'])]).toEqual(['grace_period', 'payment_pending'])
})

test('what is gone or came back lies beside the usual way', () => {
  expect(Object.keys(card1.states).filter(state => isAside(card1, state))).toEqual(['invalid', 'cancelled', 'returned'])
})
