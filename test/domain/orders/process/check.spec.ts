import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checked, problemsOf } from '../../../../domain/orders/process/check.ts'
import { type OrderProcess, statesWith, type Transition } from '../../../../domain/orders/process/definition.ts'
import { orderProcesses } from '../../../../domain/orders/processes/index.ts'

/** A sound one: waits for stock, is sent, ends. */
const states: OrderProcess['states'] = {
  waiting: ['open', 'reserved', 'cancellable'],
  ready: ['open', 'reserved', 'allotted'],
  sent: ['open', 'returnable'],
  closed: [],
  gone: ['void'],
  back: [],
}
const ways: readonly Transition[] = [
  { from: 'waiting', to: 'ready', when: 'reserved' },
  { from: 'ready', to: 'sent', fact: 'UnitsShipped' },
  { from: 'sent', to: 'closed', after: 'orderClosingMinutes' },
  { from: 'waiting', to: 'gone', fact: 'OrderLinesCancelled' },
  { from: 'sent', to: 'back', fact: 'OrderLinesReturned' },
]
const sound: OrderProcess = { name: 'sound-1', start: 'waiting', states, transitions: ways }

const withStates = (more: OrderProcess['states'], ...further: Transition[]): OrderProcess => ({
  ...sound,
  states: { ...states, ...more },
  transitions: [...ways, ...further],
})
const withWays = (...further: Transition[]) => withStates({}, ...further)

/**
 * Orders that are under way go by these: what is changed becomes another version, with a digest of its own here. Where an
 * order can be amended moves nothing, and was said later of versions that were there.
 */
const shipped: Readonly<Record<string, string>> = {
  'invoice-1': '4219a5f7d608814b',
  'prepayment-1': 'be07dac13e2caff9',
  'card-1': 'ce1626b489dcf22e',
  'no-payment-1': 'eca1f0d4e3817ee1',
}
const withoutAmending = ({ states: all }: OrderProcess) =>
  Object.fromEntries(Object.entries(all).map(([state, flags]) => [state, flags.filter(flag => flag !== 'amendable')]))
const digestOf = (process: OrderProcess) =>
  createHash('sha256')
    .update(JSON.stringify({ ...process, states: withoutAmending(process) }))
    .digest('hex')
    .slice(0, 16)

it('an order can be amended until its units are sent', () => {
  const before = ['confirmed', 'backordered', 'to_pack']
  const amendable = orderProcesses.map(process => [process.name, statesWith(process, 'amendable')])
  expect(Object.fromEntries(amendable)).toEqual({
    'invoice-1': ['grace_period', ...before],
    'prepayment-1': ['grace_period', 'payment_pending', ...before],
    'card-1': ['grace_period', 'payment_pending', ...before],
    'no-payment-1': before,
  })
})

it('a version of a process stays as it was when orders began with it', () => {
  expect(Object.fromEntries(orderProcesses.map(process => [process.name, digestOf(process)]))).toEqual(shipped)
})

describe('a definition of a process', () => {
  it('is taken where it is sound, as those of the shop are', () => {
    expect(problemsOf(sound)).toEqual([])
    expect(orderProcesses.flatMap(problemsOf)).toEqual([])
  })

  it.each<[string, OrderProcess, string]>([
    ['a name without a version', { ...sound, name: 'sound' }, 'its name is no words and a version, such as invoice-1'],
    [
      'a state that is a number, which would be sorted first',
      withStates({ 1: ['open'] }),
      'state 1 is not named by words',
    ],
    ['a start that is no state', { ...sound, start: 'begun' }, 'there is no state begun'],
    ['a way to no state', withWays({ from: 'sent', to: 'lost', fact: 'UnitsDelivered' }), 'there is no state lost'],
    ['a state nobody comes to', withStates({ island: [] }), 'nothing leads to state island'],
    [
      'a state without a way to an end',
      withStates({ stuck: ['open'] }, { from: 'sent', to: 'stuck', step: 'close' }),
      'state stuck never comes to an end',
    ],
    [
      'states that lead only to each other',
      withStates(
        { left: ['open'], right: ['open'] },
        { from: 'sent', to: 'left', step: 'close' },
        { from: 'left', to: 'right', fact: 'UnitsDelivered' },
        { from: 'right', to: 'left', fact: 'PaymentCaptured' },
      ),
      'state right never comes to an end',
    ],
    [
      'a state that only ends by being cancelled or coming back',
      withStates(
        { idle: ['open', 'cancellable'] },
        { from: 'sent', to: 'idle', step: 'close' },
        { from: 'idle', to: 'gone', fact: 'OrderLinesCancelled' },
      ),
      'state idle never comes to an end',
    ],
    [
      'two ways by one step from one state',
      withWays({ from: 'sent', to: 'closed', step: 'close' }, { from: 'sent', to: 'back', step: 'close' }),
      'there are 2 ways by the same: sent, step close',
    ],
    [
      'two ways by one fact from one state',
      withWays({ from: 'ready', to: 'closed', fact: 'UnitsShipped' }),
      'there are 2 ways by the same: ready, fact UnitsShipped',
    ],
    [
      'two ways by one condition from one state',
      withWays({ from: 'waiting', to: 'gone', when: 'reserved' }),
      'there are 2 ways by the same: waiting, condition reserved',
    ],
    [
      'two time-outs of one state',
      withWays({ from: 'sent', to: 'back', after: 'orderWaitMinutes' }),
      'there are 2 ways by the same: sent, time-out',
    ],
    [
      'ways from a state that is left at once',
      withWays({ from: 'sent', to: 'closed', when: 'always' }),
      'state sent is left at once, and its other ways are never gone',
    ],
    [
      'conditions that go round',
      withStates(
        { checked: ['open'] },
        { from: 'sent', to: 'checked', when: 'paid' },
        { from: 'checked', to: 'sent', when: 'authorised' },
      ),
      'conditions lead from state sent back to it',
    ],
    [
      'a start that is at an end',
      { ...sound, start: 'closed' },
      'state closed is no beginning: it is not open, or has stock already',
    ],
    [
      'reserved stock only, without reserving',
      withStates({ ready: ['open', 'allotted'] }),
      'state ready is for reserved stock only, and reserves none',
    ],
    [
      'stock that is held behind the end',
      withStates({ closed: ['reserved'] }),
      'state closed holds stock for what is not open any more',
    ],
    [
      'an end that can be cancelled',
      withStates({ closed: ['cancellable'] }, { from: 'closed', to: 'gone', fact: 'OrderLinesCancelled' }),
      'state closed is at an end, and can be cancelled',
    ],
    ['a void state that is open', withStates({ gone: ['void', 'open'] }), 'state gone is void and open'],
    [
      'a way out of a void state',
      withStates({ gone: ['void', 'returnable'] }, { from: 'gone', to: 'back', fact: 'OrderLinesReturned' }),
      'the way from gone to back leaves a void state',
    ],
    [
      'a time-out of a state that is not open',
      withWays({ from: 'closed', to: 'back', after: 'orderWaitMinutes' }),
      'the way from closed to back leaves an end other than by a return',
    ],
    [
      'an order that opens again',
      withStates({ back: ['open'] }, { from: 'back', to: 'closed', step: 'close' }),
      'the way from sent to back returns to what is void or open',
    ],
    [
      'stock that is needed again',
      withWays({ from: 'sent', to: 'waiting', step: 'skip_wait' }),
      'the way from sent to waiting needs stock that was let go',
    ],
    [
      'stock that nobody waits for',
      withWays({ from: 'waiting', to: 'ready', step: 'skip_wait' }),
      'the way from waiting to ready needs reserved stock, and does not wait for it',
    ],
    [
      'shipping what is not reserved',
      withWays({ from: 'waiting', to: 'sent', fact: 'UnitsShipped' }),
      'the way from waiting to sent ships what is not reserved, or keeps it',
    ],
    [
      'stock that is let go by a step',
      withWays({ from: 'ready', to: 'closed', step: 'close' }),
      'the way from ready to closed lets stock go without shipping it',
    ],
    [
      'a cancellation of what stays',
      { ...sound, states: { ...states, gone: [] } },
      'the way from waiting to gone cancels, and is not void',
    ],
    [
      'an amendment of what can not be cancelled',
      withStates({ waiting: ['open', 'reserved', 'amendable'] }),
      'state waiting can be amended, and not cancelled',
    ],
    [
      'an amendment of what has no place in a shipment any more',
      withStates({ sent: ['open', 'cancellable', 'amendable'] }),
      'state sent can be amended, and holds no stock for it',
    ],
    [
      'a flag without its fact',
      withStates({ ready: ['open', 'reserved', 'allotted', 'cancellable'] }),
      'state ready does not agree with itself on whether it is cancellable',
    ],
    [
      'a fact without its flag',
      withWays({ from: 'closed', to: 'back', fact: 'OrderLinesReturned' }),
      'state closed does not agree with itself on whether it is returnable',
    ],
  ])('is refused for %s', (_, process, problem) => {
    expect(problemsOf(process)).toContain(problem)
  })

  it('stops the shop from starting, with all that is wrong said at once', () => {
    expect(() => checked([{ ...sound, name: 'odd' }, sound, sound])).toThrow(
      'order process odd: its name is no words and a version, such as invoice-1\n2 order processes are called sound-1',
    )
    expect(checked([sound])).toEqual([sound])
  })
})
