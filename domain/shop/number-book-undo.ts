import type { Undo } from '../undo.ts'
import type { numberBook } from './number-book.ts'

export const numberBookUndo: Undo<typeof numberBook> = { GiveNumber: 'follows' }
