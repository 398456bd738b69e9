import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { BYTE_ORDER_MARK, csvLines } from '../../csv.ts'
import { fileFormOf, registerFileForm } from '../../file-form.ts'
import { contextOf } from '../../page-context.ts'
import { demandFor } from '../../permission.ts'
import { problem } from '../../problem.ts'
import { sendForm } from '../../reply.ts'
import type { ServerDependencies } from '../../server-dependencies.ts'
import { ADVANCE, may, tried } from './actions.ts'
import { columnName, columns } from './names.ts'
import { MOST_TEXT } from './text.ts'

/** Where a form without script sends a table of steps as a file. */
export const ADVANCE_FILE = `${ADVANCE}/file`
/** Where a blank one is. */
export const ADVANCE_TEMPLATE = `${ADVANCE}/template.csv`

const handling = (deps: ServerDependencies) => async (request: FastifyRequest, reply: FastifyReply) => {
  const viewer = demandFor(deps, request, { may, isWhole: false })
  const context = contextOf(deps, request, viewer)
  const { text, params } = context
  const { text: rows } = await fileFormOf(request)
  const tooLong = (message: string) => ({
    problem: problem(text, 422, 'Invalid', message, [{ field: 'rows', message }]),
  })
  const acted =
    rows.length > MOST_TEXT
      ? tooLong(text('advance.tooLong', { most: MOST_TEXT }))
      : await tried({ deps, viewer, text, params, data: { rows } })
  const fields = 'problem' in acted ? { rows: rows.slice(0, MOST_TEXT) } : (acted.shown ?? {})
  const submitted = { command: 'TrySteps', fields, ...('problem' in acted ? acted : {}) }
  return sendForm(deps, reply, context, { route: { form: ADVANCE }, id: undefined, submitted })
}

/** A table to fill in, with columns called as its reader sees them. */
const template = (deps: ServerDependencies) => async (request: FastifyRequest, reply: FastifyReply) => {
  const viewer = demandFor(deps, request, { may, isWhole: false })
  const { text } = contextOf(deps, request, viewer)
  const head = csvLines([columns.map(column => columnName(text, column))], ';')
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="steps.csv"')
    .send(`${BYTE_ORDER_MARK}${head}`)
}

/** Registers the ways of a table of steps as a file: it is tried and shown, as a pasted one is, and a blank one is to be had. */
export const registerAdvanceFile = (app: FastifyInstance, deps: ServerDependencies): void => {
  registerFileForm(app, deps, { path: ADVANCE_FILE, may, mostText: MOST_TEXT, handling })
  app.get(`/api${ADVANCE_TEMPLATE}`, { config: { may, isWhole: false } }, template(deps))
}
