import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Currency } from '../../../domain/shared/currency.ts'
import type { Viewer } from '../../../domain/viewer.ts'
import { fileFormOf, registerFileForm } from '../../file-form.ts'
import { orderCommands } from '../../orders/order.ts'
import { contextOf } from '../../page-context.ts'
import { demandFor } from '../../permission.ts'
import { problem } from '../../problem.ts'
import { sendForm } from '../../reply.ts'
import type { ServerDependencies } from '../../server-dependencies.ts'
import { STATEMENT_IMPORT, unread } from './actions.ts'
import { MOST_TEXT, readStatement } from './read.ts'

/** Where a form without script sends a statement as a file. */
export const STATEMENT_FILE = `${STATEMENT_IMPORT}/file`

const { may } = orderCommands.BookPayment

const handling = (deps: ServerDependencies) => async (request: FastifyRequest, reply: FastifyReply) => {
  const viewer: Viewer = demandFor(deps, request, { may, isWhole: false })
  const context = contextOf(deps, request, viewer)
  const { text } = context
  const sent = await fileFormOf(request)
  const fields = { statement: sent.text, currency: sent.fieldOf('currency') }
  const currency = Currency.safeParse(fields.currency)
  const refused = (message: string, field: string) => problem(text, 422, 'Invalid', message, [{ field, message }])
  const found = () => {
    if (!currency.success) return refused(text('statement.noCurrency'), 'currency')
    if (fields.statement.length > MOST_TEXT) return refused(text('statement.tooLong', { most: MOST_TEXT }), 'statement')
    const statement = readStatement(fields.statement, currency.data)
    return 'fault' in statement ? unread(context, statement).problem : undefined
  }
  const wrong = found()
  const submitted = { command: 'ReadStatement', fields, ...(wrong === undefined ? {} : { problem: wrong }) }
  return sendForm(deps, reply, context, { route: { form: STATEMENT_IMPORT }, id: undefined, submitted })
}

/** Registers the way of a statement as a file: it is read and shown, as a pasted one is. */
export const registerStatementFile = (app: FastifyInstance, deps: ServerDependencies): void =>
  registerFileForm(app, deps, { path: STATEMENT_FILE, may, mostText: MOST_TEXT, handling })
