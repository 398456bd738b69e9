import { fact } from '../decider.ts'
import { taxSet } from '../shop/tax-set.ts'

/** Whether there is such a tax set, for whatever is taxed by one. */
export const keptTaxSet = fact(taxSet, ({ status }) => status === 'kept')
