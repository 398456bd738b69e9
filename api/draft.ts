import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { formFields, shownFields } from './command-request.ts'
import { type FormFields, hasField } from './form.ts'
import type { Draft } from './page.ts'

/** The field whose buttons ask for their form again instead of sending it. No command has a field of that name. */
export const DRAFT_FIELD = 'draft'

/** A form that was not sent but asked for again, and what it is shown with. */
export type Drafted = { readonly draft: Draft; readonly fields: FormFields }

/** Whether a form is asked for again: nothing of it may be carried out then, whatever the question is. */
export const isDraft = (request: FastifyRequest): boolean => formFields(request)[DRAFT_FIELD] !== undefined

const LONGEST_VALUE = 200

/** Text after a second colon is the value, whatever it holds. */
const PARTS = /^(rows|find|choose|fill):([^:]{1,200})(?::(.*))?$/su

/** What a value of that field asks for; whether there is such a field is another question. */
export const draftIn = (asked: string): Draft | undefined => {
  const [, kind, path = '', value] = PARTS.exec(asked) ?? []
  if (kind === 'choose' || kind === 'fill')
    return value === undefined || value.length > LONGEST_VALUE ? undefined : { kind, path, value }
  return (kind === 'rows' || kind === 'find') && value === undefined ? { kind, path } : undefined
}

const ASKED_OF = { rows: 'array', find: 'string', choose: 'string', fill: 'object' } as const

/**
 * Reads what is asked: `rows:lines` (more rows), `find:lines.0.sku` (look for what is typed there),
 * `choose:lines.0.sku:MUG` (take this one), `fill:billing:home` (fill that group with this one). Undefined for what the
 * command has no field for.
 */
export const readDraft = (request: FastifyRequest, schema: z.ZodType): Drafted | undefined => {
  const fields = shownFields(request)
  const asked = [fields[DRAFT_FIELD] ?? []].flat().at(-1)
  const draft = asked === undefined ? undefined : draftIn(asked)
  if (draft === undefined || !hasField(schema, draft.path, ASKED_OF[draft.kind])) return undefined
  return { draft, fields: draft.kind === 'choose' ? { ...fields, [draft.path]: draft.value } : fields }
}
