import type { z } from 'zod'
import type { FieldError } from './problem.ts'
import { isTextKey, type Text } from './text/text.ts'

/** The sentence for what is wrong with one field. A schema names its own by its message (`sku`, `price`, `key`). */
const sentence = (text: Text, issue: z.core.$ZodIssue): string => {
  const own = `invalid.${issue.message}`
  if (isTextKey(own)) return text(own)
  switch (issue.code) {
    case 'too_small':
      return tooSmall(text, issue)
    case 'too_big':
      return issue.origin === 'string'
        ? text('invalid.tooLong', { maximum: Number(issue.maximum) })
        : text('invalid.tooBig', { maximum: Number(issue.maximum) })
    case 'invalid_type':
      return issue.input === undefined ? text('invalid.missing') : text('invalid.type', { expected: issue.expected })
    case 'invalid_value':
      return text('invalid.choice', { values: issue.values.join(', ') })
    case 'unrecognized_keys':
      return text('invalid.unrecognized', { keys: unknownKeys(issue.keys) })
    case 'invalid_format':
      return text('invalid.format', { format: issue.format })
    default:
      return text('invalid.other')
  }
}

// Whoever sends thousands gets the first few back.
const unknownKeys = (keys: readonly string[]) => [...keys.slice(0, 10), ...(keys.length > 10 ? ['…'] : [])].join(', ')

const tooSmall = (text: Text, issue: z.core.$ZodIssueTooSmall): string => {
  if (issue.origin === 'string' && Number(issue.minimum) === 1) return text('invalid.missing')
  if (issue.origin === 'array') return text('invalid.tooFew', { minimum: Number(issue.minimum) })
  return text('invalid.tooSmall', { minimum: Number(issue.minimum) })
}

/** What zod found, one message per field, in the viewer's language. */
export const fieldErrors = (text: Text, error: z.ZodError): FieldError[] => {
  const errors = new Map<string, string>()
  for (const issue of error.issues) {
    const field = issue.path.join('.')
    if (!errors.has(field)) errors.set(field, sentence(text, issue))
  }
  return [...errors].map(([field, message]) => ({ field, message }))
}
