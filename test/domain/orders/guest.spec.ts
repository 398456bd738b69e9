import { describe, test } from 'vitest'
import { order } from '../../../domain/orders/order.ts'
import { given } from '../../support/given.ts'
import { placed } from '../../support/orders.ts'

const id = '536365'
const ofGuest = placed({ customer: null })
const erase = { type: 'EraseGuest', data: {} } as const
const erased = { type: 'GuestErased', data: {} } as const
const confirm = { type: 'ConfirmGuestErasure', data: {} } as const
const gone = { type: 'GuestKeyDestroyed', data: {} } as const

describe('erasing the guest of an order', () => {
  test('is done once', () => {
    given(order, id, ofGuest).when(erase).then(erased)
    given(order, id, ofGuest, erased).when(erase).thenNothing()
    given(order, id, ofGuest, erased, gone).when(erase).thenNothing()
  })

  test('takes what they call the order from its page, too', () => {
    const set = { type: 'CustomReferenceSet', data: { reference: 'Ada’s wedding' } } as const
    given(order, id, ofGuest, set).when(erase).then({ type: 'CustomReferenceCleared', data: {} }, erased)
  })

  test('is refused where a customer ordered, who is erased as such', () => {
    given(order, id, placed({ customer: '17850' }))
      .when(erase)
      .thenRejected('OrderOfCustomer')
  })

  test('is refused of an order that is not there', () => {
    given(order, id).when(erase).thenRejected('OrderUnknown')
  })

  test('is confirmed once the key is gone, once', () => {
    given(order, id, ofGuest, erased).when(confirm).then(gone)
    given(order, id, ofGuest, erased, gone).when(confirm).thenNothing()
    given(order, id, ofGuest).when(confirm).thenRejected('GuestNotErased')
    given(order, id).when(confirm).thenRejected('OrderUnknown')
  })
})
