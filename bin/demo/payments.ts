import { paymentMethod } from '../../domain/payment/payment-method.ts'
import { taxSet } from '../../domain/shop/tax-set.ts'
import type { Step } from './command.ts'
import { demoTaxSet } from './taxes.ts'

const usual = { allStores: true, process: null, fees: [], taxSet: null } as const

/** The last one is not offered any more. */
const methods = {
  invoice: {
    ...usual,
    provider: 'invoice',
    names: { en: 'Invoice', de: 'Rechnung' },
    allStores: false,
    stores: ['DE'],
  },
  prepayment: { ...usual, provider: 'prepayment', names: { en: 'Bank transfer in advance', de: 'Vorkasse' } },
  card: { ...usual, provider: 'dummy', names: { en: 'Credit card', de: 'Kreditkarte' } },
  'cash-on-delivery': {
    ...usual,
    provider: 'invoice',
    names: { en: 'Cash on delivery', de: 'Nachnahme' },
    allStores: false,
    stores: ['DE'],
    fees: [{ currency: 'EUR', amount: '5.90' }],
  },
} as const

const ENDED = 'cash-on-delivery'

/** How one pays in the demo shop. */
export const paymentSteps = (seed: string, at: Date): Step[] => {
  const set = demoTaxSet(seed, 'Standard')
  const added = Object.entries(methods).flatMap(([id, data]): Step[] => {
    const step = { category: paymentMethod.category, id, at }
    const terms = id === ENDED ? { ...data, taxSet: set } : data
    const active = id === ENDED ? [] : [{ ...step, type: 'ActivatePaymentMethod', data: {} }]
    return [{ ...step, type: 'AddPaymentMethod', data: terms }, ...active]
  })
  // Processes leave the demo alone.
  const by = `${paymentMethod.category}-${ENDED}`
  return [...added, { category: taxSet.category, id: set, type: 'UseTaxSet', data: { by }, at }]
}
