import { type FactRef, type Facts, fact, type Rejection, reject } from '../decider.ts'
import { taxSet } from '../shop/tax-set.ts'

/** Whether there is such a tax set, for whatever is taxed by one. */
export const keptTaxSet = fact(taxSet, ({ status }) => status === 'kept')

/** null: it is not said yet. Undefined: nothing is asked of it. */
type Asked = string | null | undefined

/** Asks for the fact of a tax set that something is to be taxed by. */
export const taxSetNamed = (asked: Asked): readonly FactRef[] =>
  typeof asked === 'string' ? [{ fact: keptTaxSet, id: asked }] : []

/** Refuses a tax set that there is not; the one that it has may have gone since. */
export const untaxable = (was: string | null, asked: Asked, facts: Facts): Rejection | undefined =>
  typeof asked !== 'string' || asked === was || facts.of(keptTaxSet, asked)
    ? undefined
    : reject('invalid', 'TaxSetNotThere', {}, 'taxSet')

/** The event that says by what it is taxed from now on, with the one before; none where it was so, or nothing is asked. */
export const taxedBy = <Type extends string>(type: Type, was: string | null, asked: Asked) =>
  asked === undefined || asked === was
    ? []
    : [{ type, data: { taxSet: asked, ...(was === null ? {} : { from: was }) } }]
