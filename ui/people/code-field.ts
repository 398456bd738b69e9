import type { Text } from '../../api/text/text.ts'
import { type Field, textField } from '../components/field.ts'
import type { Html } from '../html.ts'

type OfCode = Partial<Pick<Field, 'name' | 'prefix' | 'error'>>

/** The code of a second factor. */
export const codeField = (text: Text, of: OfCode = {}): Html =>
  textField({
    name: 'code',
    label: text('factor.code'),
    required: true,
    maxLength: 40,
    autocomplete: 'one-time-code',
    hint: text('factor.code.hint'),
    ...of,
  })
