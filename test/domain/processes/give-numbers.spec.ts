import { describe, expect, it } from 'vitest'
import { giveNumbers } from '../../../domain/processes/give-numbers.ts'

const at = new Date('2026-03-01T10:00:00Z')
const reactTo = (type: keyof typeof giveNumbers.on, id: string, data: object) =>
  giveNumbers.on[type]?.({ type, id, data, eventId: 'e', at, revision: 0 } as never)

describe('what asks for a number', () => {
  it.each([
    ['OrderPlaced', 'DE-orders'],
    ['ReturnRecorded', 'DE-returns'],
    ['CustomerRegistered', 'DE-customers'],
  ] as const)('%s asks that of its store', (type, range) =>
    expect(reactTo(type, 'it', { store: 'DE' })).toEqual([
      { send: { decider: 'numberBook', id: range, type: 'GiveNumber', data: { to: 'it', at: at.toISOString() } } },
    ]),
  )
})

describe('what is given one', () => {
  it.each([
    ['UK-orders', 'order', 'NumberOrder'],
    ['UK-returns', 'return', 'NumberReturn'],
    ['UK-customers', 'customer', 'NumberCustomer'],
  ])('of %s keeps it', (range, decider, type) =>
    expect(reactTo('NumberGiven', range, { number: 7, to: 'it', text: 'UK-7' })).toEqual([
      { send: { decider, id: 'it', type, data: { number: 'UK-7', range } } },
    ]),
  )
})
