import { noWayBack, type Undo } from '../undo.ts'
import type { taxSet } from './tax-set.ts'

export const taxSetUndo: Undo<typeof taxSet> = {
  CreateTaxSet: 'makes',
  EditTaxSet: was =>
    was.status === 'absent' ? noWayBack : { type: 'EditTaxSet', data: { name: was.name, rates: [...was.rates] } },
  UseTaxSet: 'follows',
  LeaveTaxSet: 'follows',
  DeleteTaxSet: 'ends',
}
