import { noWayBack, type Undo } from '../undo.ts'
import { askedFees } from './payment-fees.ts'
import type { paymentMethod } from './payment-method.ts'
import { paymentProcesses } from './provider.ts'

export const paymentMethodUndo: Undo<typeof paymentMethod> = {
  AddPaymentMethod: 'makes',
  EditPaymentMethod: was => {
    if (was.status === 'absent') return noWayBack
    const { names, stores, fees, taxSet } = was
    const process = paymentProcesses.find(name => name === was.process)
    // It was started by a name that nothing is started by any more.
    if (process === undefined) return noWayBack
    const offered = { allStores: stores === null, stores: [...(stores ?? [])] }
    return { type: 'EditPaymentMethod', data: { names, ...offered, process, fees: askedFees(fees), taxSet } }
  },
  SetDummyBehaviour: was =>
    was.status === 'absent' ? noWayBack : { type: 'SetDummyBehaviour', data: { behaviour: was.behaviour } },
  RecordWebhookSecret: 'says',
  ActivatePaymentMethod: () => ({ type: 'DeactivatePaymentMethod', data: {} }),
  DeactivatePaymentMethod: () => ({ type: 'ActivatePaymentMethod', data: {} }),
}
