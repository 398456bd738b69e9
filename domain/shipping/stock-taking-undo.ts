import type { Undo } from '../undo.ts'
import type { stockTaking } from './stock-taking.ts'

export const stockTakingUndo: Undo<typeof stockTaking> = {
  OpenStockTaking: 'makes',
  // What is counted again holds; that nobody has counted can not be said.
  CountStock: 'says',
  ApproveStockTaking: 'ends',
  CancelStockTaking: 'ends',
}
