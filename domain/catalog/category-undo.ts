import type { Undo } from '../undo.ts'
import type { category } from './category.ts'

export const categoryUndo: Undo<typeof category> = {
  EditCategory: was => ({ type: 'EditCategory', data: was }),
}
