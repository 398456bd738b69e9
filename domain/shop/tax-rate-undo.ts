import { noWayBack, type Undo } from '../undo.ts'
import type { taxRate } from './tax-rate.ts'

export const taxRateUndo: Undo<typeof taxRate> = {
  CreateTaxRate: 'makes',
  EditTaxRate: was => {
    if (was.status === 'absent') return noWayBack
    const { name, country, region, percentage, validFrom, validTo } = was
    return { type: 'EditTaxRate', data: { name, country, region, percentage, validFrom, validTo } }
  },
  GiveTaxRate: 'follows',
  TakeTaxRate: 'follows',
  DeleteTaxRate: 'ends',
}
