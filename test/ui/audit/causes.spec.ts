import { expect, test } from 'vitest'
import { type Cause, causesOf } from '../../../ui/audit/causes.ts'

const event = (eventId: string, commandId: string, causationId = commandId) => ({
  eventId,
  commandId,
  causationId,
  type: 'StockSet' as const,
  parameters: {},
  at: new Date(0),
  actorId: 'ada',
  actorKind: 'user' as const,
  actorOwner: null,
  command: 'SetStock',
})

const outline = (causes: readonly Cause[]): unknown[] =>
  causes.map(({ commandId, before, events }) => [
    commandId,
    outline(before),
    events.map(it => [it.event.eventId, outline(it.caused)]),
  ])

test('commands stand below what caused them: an event, or the command that sent them for itself', () => {
  const events = [event('claim', 'c1', 'c0'), event('a', 'c0'), event('b', 'c0'), event('after', 'c2', 'a')]
  expect(outline(causesOf(events))).toEqual([
    [
      'c0',
      [['c1', [], [['claim', []]]]],
      [
        ['a', [['c2', [], [['after', []]]]]],
        ['b', []],
      ],
    ],
  ])
})

test('a command whose cause is not known is a root', () => {
  expect(outline(causesOf([event('a', 'c0', 'elsewhere'), event('b', 'c1')]))).toEqual([
    ['c0', [], [['a', []]]],
    ['c1', [], [['b', []]]],
  ])
})
