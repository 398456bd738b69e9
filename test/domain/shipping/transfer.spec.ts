import { describe, expect, it } from 'vitest'
import type { MessageOf } from '../../../domain/decider.ts'
import { stockLevel } from '../../../domain/facts/stock-level.ts'
import { warehouseStatus } from '../../../domain/facts/warehouse-status.ts'
import { transfer } from '../../../domain/shipping/transfer.ts'
import { given as givenOf } from '../../support/given.ts'

const id = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e90'
type Event = MessageOf<typeof transfer.events>
type Command = MessageOf<typeof transfer.commands>

const chairs = { sku: 'CHAIR', quantity: 5 }
const lamps = { sku: 'LAMP', quantity: 2 }
const plan = { from: 'main', to: 'north', lines: [chairs, lamps] }
const lines = [
  { line: 1, ...chairs },
  { line: 2, ...lamps },
]
const draft: Command = { type: 'DraftTransfer', data: plan }
const drafted: Event = { type: 'TransferDrafted', data: { number: '5WXH-S7MG', ...plan, lines } }
const send: Command = { type: 'SendTransfer', data: {} }
const begun = (attempt = 1): Event => ({ type: 'TransferSendingBegun', data: { attempt, from: 'main', lines } })
const confirm = (line: number, attempt = 1): Command => ({ type: 'ConfirmLine', data: { attempt, line } })
const gone = (line: number, attempt = 1): Event => ({ type: 'TransferLineSent', data: { attempt, line } })
const refuse = (line: number, available: number): Command => ({
  type: 'RefuseLine',
  data: { attempt: 1, line, available },
})
const short = (line: number, available: number): Event => ({
  type: 'TransferLineRefused',
  data: { attempt: 1, line, available },
})
const sent: Event = { type: 'TransferSent', data: { from: 'main', to: 'north' } }
const failed: Event = {
  type: 'TransferSendingFailed',
  data: {
    attempt: 1,
    from: 'main',
    refused: [{ line: 1, sku: 'CHAIR', available: 3 }],
    sent: [{ line: 2, sku: 'LAMP' }],
  },
}
const onItsWay = [drafted, begun(), gone(1), gone(2), sent] as const
const cancel: Command = { type: 'CancelTransfer', data: { reason: 'Not needed' } }
const cancelled: Event = { type: 'TransferCancelled', data: { reason: 'Not needed' } }
const receive = (chairs: number, lamps: number, why: object = {}): Command => ({
  type: 'ReceiveTransfer',
  data: {
    lines: [
      { line: 1, quantity: chairs },
      { line: 2, quantity: lamps },
    ],
    ...why,
  },
})
const received = (chairs: number, lamps: number, why: object = {}): Event => ({
  type: 'TransferReceived',
  data: {
    to: 'north',
    lines: [
      { line: 1, sku: 'CHAIR', sent: 5, received: chairs },
      { line: 2, sku: 'LAMP', sent: 2, received: lamps },
    ],
    difference: chairs + lamps - 7,
    ...why,
  },
})

type Place = { readonly to?: 'open' | 'closed' | 'absent'; readonly chairs?: number | null; readonly lamps?: number }
const level = (free: number | null) => ({ onHand: free, free: free ?? 0, countedAt: null })
const place = ({ to = 'open', chairs = 9, lamps = 9 }: Place = {}) => ({
  facts: [
    [warehouseStatus, 'north', to],
    [stockLevel, 'main.CHAIR', level(chairs)],
    [stockLevel, 'main.LAMP', level(lamps)],
  ] as const,
})
const given = (...events: readonly Event[]) => ({
  when: (command: Command, options = place()) => givenOf(transfer, id, ...events).when(command, options),
})

describe('drafting a transfer', () => {
  it('says what goes where', () => given().when(draft).then(drafted))
  it('is done once', () => given(drafted).when(draft).thenRejected('TransferExists', 'id'))
  it('needs another warehouse, which is open', () => {
    given()
      .when({ type: 'DraftTransfer', data: { ...plan, to: 'main' } })
      .thenRejected('TransferWithinWarehouse', 'to')
    given()
      .when(draft, place({ to: 'closed' }))
      .thenRejected('WarehouseIsClosed', 'to')
    given()
      .when(draft, place({ to: 'absent' }))
      .thenRejected('WarehouseUnknown', 'to')
  })
  it('needs goods that were ever there, each in one line', () => {
    given()
      .when(draft, place({ chairs: null }))
      .thenRejected('StockNotThere', 'lines.0.sku')
    given()
      .when({ type: 'DraftTransfer', data: { ...plan, lines: [chairs, lamps, chairs] } })
      .thenRejected('TransferSkuTwice', 'lines.2.sku')
    expect(() => given().when({ type: 'DraftTransfer', data: { ...plan, lines: [] } })).toThrow()
  })
})

describe('revising the draft of a transfer', () => {
  const revise: Command = { type: 'ReviseTransfer', data: { ...plan, lines: [lamps] } }
  const revised: Event = { type: 'TransferRevised', data: { ...plan, lines: [{ line: 1, ...lamps }] } }
  it('says it anew', () => given(drafted).when(revise).then(revised))
  it('says nothing the second time', () => given(drafted, revised).when(revise).thenNothing())
  it('needs a draft', () => {
    given().when(revise).thenRejected('TransferUnknown')
    given(...onItsWay)
      .when(revise)
      .thenRejected('TransferNotDraft')
    given(drafted)
      .when(revise, place({ to: 'closed' }))
      .thenRejected('WarehouseIsClosed', 'to')
  })
})

describe('sending a transfer', () => {
  it('asks the stocks', () => given(drafted).when(send).then(begun()))
  it('is asked once', () => {
    given(drafted, begun()).when(send).thenNothing()
    given(...onItsWay)
      .when(send)
      .thenNothing()
  })
  it('names every line of which too few are free', () =>
    given(drafted)
      .when(send, place({ chairs: 4, lamps: 1 }))
      .thenAllRejected(['StockTooLittle', 'lines.0.quantity'], ['StockTooLittle', 'lines.1.quantity']))
  it('needs a draft, and a warehouse that takes it', () => {
    given().when(send).thenRejected('TransferUnknown')
    given(drafted, cancelled).when(send).thenRejected('TransferNotDraft')
    given(drafted)
      .when(send, place({ to: 'closed' }))
      .thenRejected('WarehouseIsClosed', 'to')
  })
})

describe('the answers of the stocks', () => {
  it('are noted line by line, and the last one sends the transfer', () => {
    given(drafted, begun()).when(confirm(2)).then(gone(2))
    given(drafted, begun(), gone(2)).when(confirm(1)).then(gone(1), sent)
  })
  it('bring the draft back when a line could not leave, and say which lines have to come back', () => {
    given(drafted, begun()).when(refuse(1, 3)).then(short(1, 3))
    given(drafted, begun(), short(1, 3)).when(confirm(2)).then(gone(2), failed)
    given(drafted, begun(), gone(2)).when(refuse(1, 3)).then(short(1, 3), failed)
  })
  it('count once, and of the attempt that is under way alone', () => {
    given(drafted, begun(), gone(1)).when(confirm(1)).thenNothing()
    given(drafted, begun(), gone(1)).when(refuse(1, 0)).thenNothing()
    given(drafted, begun(), short(1, 3), gone(2), failed, begun(2)).when(confirm(1)).thenNothing()
    given(drafted).when(confirm(1)).thenNothing()
    given(drafted, begun()).when(confirm(3)).thenNothing()
    given().when(confirm(1)).thenRejected('TransferUnknown')
  })
  it('are asked for anew when it is sent again', () => {
    given(drafted, begun(), short(1, 3), gone(2), failed).when(send).then(begun(2))
    given(drafted, begun(), short(1, 3), gone(2), failed, begun(2), gone(1, 2))
      .when(confirm(2, 2))
      .then(gone(2, 2), sent)
  })
})

describe('receiving a transfer', () => {
  it('says how many of each have arrived', () =>
    given(...onItsWay)
      .when(receive(5, 2))
      .then(received(5, 2)))
  it('is done once', () =>
    given(...onItsWay, received(5, 2))
      .when(receive(4, 2))
      .thenNothing())
  it('needs a reason for what is missing or too much', () => {
    given(...onItsWay)
      .when(receive(4, 2))
      .thenRejected('TransferDifferenceUnexplained', 'reason')
    given(...onItsWay)
      .when(receive(4, 3))
      .thenRejected('TransferDifferenceUnexplained', 'reason')
    given(...onItsWay)
      .when(receive(4, 2, { reason: 'other' }))
      .thenRejected('StockNoteMissing', 'note')
    given(...onItsWay)
      .when(receive(4, 0, { reason: 'damaged', note: 'Wet' }))
      .then(received(4, 0, { reason: 'damaged', note: 'Wet' }))
  })
  it('needs every line, once, and no other', () => {
    const of = (...counted: readonly [line: number, quantity: number][]): Command => ({
      type: 'ReceiveTransfer',
      data: { lines: counted.map(([line, quantity]) => ({ line, quantity })) },
    })
    given(...onItsWay)
      .when(of([2, 2]))
      .thenRejected('TransferLineUncounted', 'lines')
    given(...onItsWay)
      .when(of([1, 5], [2, 2], [1, 4]))
      .thenRejected('TransferLineTwice', 'lines.2.quantity')
    given(...onItsWay)
      .when(of([1, 5], [2, 2], [3, 1]))
      .thenRejected('TransferLineUnknown', 'lines.2.quantity')
  })
  it('needs one that is on its way, to a warehouse that is open', () => {
    given().when(receive(5, 2)).thenRejected('TransferUnknown')
    given(drafted).when(receive(5, 2)).thenRejected('TransferNotSent')
    given(...onItsWay)
      .when(receive(5, 2), place({ to: 'closed' }))
      .thenRejected('WarehouseIsClosed', 'to')
  })
})

describe('cancelling a transfer', () => {
  it('ends a draft', () => given(drafted).when(cancel).then(cancelled))
  it('is done once', () => given(drafted, cancelled).when(cancel).thenNothing())
  it('is too late once it is being sent', () => {
    given(drafted, begun()).when(cancel).thenRejected('TransferNotDraft')
    given(...onItsWay)
      .when(cancel)
      .thenRejected('TransferNotDraft')
    given().when(cancel).thenRejected('TransferUnknown')
  })
})
