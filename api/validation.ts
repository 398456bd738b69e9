import type { z } from 'zod'
import type { FieldError } from './problem.ts'
import { unstorable } from './storable.ts'
import type { PlainKey } from './text/parameters.ts'
import { sentenceUnder, type Text } from './text/text.ts'

/** The sentence for what is wrong with one field. A schema names its own by its message (`sku`, `price`, `key`). */
const sentence = (text: Text, issue: z.core.$ZodIssue): string => {
  const own = sentenceUnder(text, `invalid.${issue.message}`)
  if (own !== undefined) return own
  switch (issue.code) {
    case 'too_small':
      return tooSmall(text, issue)
    case 'too_big':
      return tooBig(text, issue)
    case 'invalid_type':
      return wrongType(text, issue)
    case 'invalid_value':
      return text('invalid.choice', { values: issue.values.join(', ') })
    case 'unrecognized_keys':
      return text('invalid.unrecognized', { keys: unknownKeys(issue.keys) })
    case 'invalid_format':
      return text(FORMATS[issue.format] ?? 'invalid.other')
    case 'not_multiple_of':
      return text('invalid.step', { step: issue.divisor })
    case 'invalid_key':
      return keySentence(text, issue)
    case 'invalid_union':
    case 'invalid_element':
    case 'custom':
      return text('invalid.other')
  }
}

/** Formats that people fill in or programs send, by what each looks like. */
const FORMATS: Readonly<Record<string, PlainKey>> = {
  email: 'invalid.email',
  uuid: 'invalid.uuid',
  date: 'invalid.date',
  datetime: 'invalid.datetime',
}

/** What is needed, in words of a person: nobody types an `int`. */
const KINDS: Readonly<Record<string, PlainKey>> = {
  string: 'invalid.text',
  int: 'invalid.whole',
  number: 'invalid.whole',
  boolean: 'invalid.flag',
  array: 'invalid.list',
  object: 'invalid.object',
  record: 'invalid.object',
}

/** What is wrong with the name of a field that could have any of a kind. */
const keySentence = (text: Text, { issues: [first] }: z.core.$ZodIssueInvalidKey): string =>
  first === undefined ? text('invalid.other') : sentence(text, first)

const wrongType = (text: Text, { input, expected }: z.core.$ZodIssueInvalidType): string =>
  text(input === undefined ? 'invalid.missing' : (KINDS[expected] ?? 'invalid.other'))

const tooBig = (text: Text, { origin, maximum }: z.core.$ZodIssueTooBig): string => {
  const key = origin === 'string' ? 'invalid.tooLong' : origin === 'array' ? 'invalid.tooMany' : 'invalid.tooBig'
  return text(key, { maximum: Number(maximum) })
}

// Whoever sends thousands gets the first few back.
const unknownKeys = (keys: readonly string[]) => [...keys.slice(0, 10), ...(keys.length > 10 ? ['…'] : [])].join(', ')

const tooSmall = (text: Text, issue: z.core.$ZodIssueTooSmall): string => {
  if (issue.origin === 'string') {
    const isBlank = Number(issue.minimum) === 1 || issue.input === ''
    return isBlank ? text('invalid.missing') : text('invalid.tooShort', { minimum: Number(issue.minimum) })
  }
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

/** Of what fits its schema: texts that no database keeps. */
export const unstorableErrors = (text: Text, data: unknown): FieldError[] =>
  unstorable(data).map(field => ({ field, message: text('invalid.characters') }))
