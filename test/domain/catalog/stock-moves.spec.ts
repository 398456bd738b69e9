import { describe, it } from 'vitest'
import { stock } from '../../../domain/catalog/stock.ts'
import type { MessageOf } from '../../../domain/decider.ts'
import { given } from '../../support/given.ts'

const id = 'main.CHAIR-1'
type Event = MessageOf<typeof stock.events>
type Command = MessageOf<typeof stock.commands>

const at = (time: string) => new Date(`2026-01-15T${time}:00Z`)
const five: Event = { type: 'StockSet', data: { quantity: 5 } }
const held: Event = { type: 'StockReserved', data: { reservation: 'a', order: '1', quantity: 3 } }
const leaving = (attempt: number, quantity: number) => ({ transfer: 't-1', attempt, line: 1, quantity })
const send = (attempt: number, quantity: number): Command => ({ type: 'SendStock', data: leaving(attempt, quantity) })
const sent = (attempt: number, quantity: number): Event => ({ type: 'StockSent', data: leaving(attempt, quantity) })
const refused = (attempt: number, quantity: number, available: number): Event => ({
  type: 'StockSendingRefused',
  data: { ...leaving(attempt, quantity), available },
})
const takeBack = (attempt: number): Command => ({ type: 'TakeBackStock', data: { transfer: 't-1', attempt } })
const takenBack = (attempt: number, quantity: number): Event => ({
  type: 'StockSendingTakenBack',
  data: { transfer: 't-1', attempt, quantity },
})

describe('stock that is sent to another warehouse', () => {
  it('leaves, if so much is free', () => given(stock, id, five).when(send(1, 5)).then(sent(1, 5)))
  it('stays when it is promised, or not there; that is an event the transfer can hear', () => {
    given(stock, id, five, held)
      .when(send(1, 3))
      .then(refused(1, 3, 2))
    given(stock, id)
      .when(send(1, 1))
      .then(refused(1, 1, 0))
  })
  it('leaves below zero where it is never out of stock', () =>
    given(stock, id, { type: 'NeverOutOfStockSet', data: {} }).when(send(1, 7)).then(sent(1, 7)))
  it('is answered once per attempt', () => {
    given(stock, id, five, sent(1, 5)).when(send(1, 5)).thenNothing()
    given(stock, id, five, refused(1, 7, 5))
      .when(send(1, 7))
      .thenNothing()
    given(stock, id, five, refused(1, 7, 5))
      .when(send(2, 4))
      .then(sent(2, 4))
    given(stock, id, five, refused(2, 7, 5))
      .when(send(1, 4))
      .thenNothing()
  })
  it('comes back once, if it had left with that attempt', () => {
    given(stock, id, five, sent(1, 5)).when(takeBack(1)).then(takenBack(1, 5))
    given(stock, id, five, sent(1, 5), takenBack(1, 5)).when(takeBack(1)).thenNothing()
    given(stock, id, five, sent(2, 5)).when(takeBack(1)).thenNothing()
    given(stock, id, five).when(takeBack(1)).thenNothing()
  })
})

describe('stock that arrives from another warehouse', () => {
  const receive = (received: number): Command => ({
    type: 'ReceiveStock',
    data: { transfer: 't-1', sent: 5, received, reason: 'damaged', note: 'Wet' },
  })
  const arrived: Event = { type: 'StockReceived', data: { transfer: 't-1', quantity: 5 } }
  it('is put in', () => given(stock, id).when(receive(5)).then(arrived))
  it('with what is missing or too much of it, and why', () => {
    const differing = (by: number): Event => ({
      type: 'StockAdjusted',
      data: { by, reason: 'damaged', note: 'Wet', transfer: 't-1' },
    })
    given(stock, id).when(receive(3)).then(arrived, differing(-2))
    given(stock, id).when(receive(6)).then(arrived, differing(1))
  })
  it('is put in once', () => given(stock, id, arrived).when(receive(5)).thenNothing())
  it('is put in where it once was to come from, and sent from there no more', () => {
    given(stock, id, five, sent(1, 5), takenBack(1, 5)).when(receive(5)).then(arrived)
    given(stock, id, five, sent(1, 5), takenBack(1, 5), arrived).when(send(1, 5)).thenNothing()
  })
})

describe('stock that a stock taking has counted', () => {
  const correct = (by: number): Command => ({
    type: 'CorrectStock',
    data: { stockTaking: 's-1', by, countedAt: at('12:00').toISOString() },
  })
  const corrected: Event = { type: 'StockAdjusted', data: { by: -2, reason: 'stock_taking', stockTaking: 's-1' } }
  it('changes by the difference, whatever moved meanwhile', () =>
    given(stock, id, five, { ...sent(1, 4), at: at('13:00') })
      .when(correct(-2))
      .then(corrected))
  it('changes once, and by nothing where there is no difference', () => {
    given(stock, id, five, corrected).when(correct(-2)).thenNothing()
    given(stock, id, five).when(correct(0)).thenNothing()
  })
  it('does not change when it was counted otherwise since', () => {
    const superseded: Event = { type: 'StockCountSuperseded', data: { stockTaking: 's-1', by: -2 } }
    const other: Event = { type: 'StockAdjusted', data: { by: -2, reason: 'stock_taking', stockTaking: 's-2' } }
    given(stock, id, { ...five, at: at('13:00') })
      .when(correct(-2))
      .then(superseded)
    given(stock, id, five, { ...other, at: at('13:00') })
      .when(correct(-2))
      .then(superseded)
    given(stock, id, { ...five, at: at('13:00') }, superseded)
      .when(correct(-2))
      .thenNothing()
  })
})
