import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Currency } from '../../../domain/shared/currency.ts'
import type { Viewer } from '../../../domain/viewer.ts'
import { orderCommands } from '../../orders/order.ts'
import { contextOf } from '../../page-context.ts'
import { demandFor } from '../../permission.ts'
import { problem } from '../../problem.ts'
import { sendForm } from '../../reply.ts'
import type { ServerDependencies } from '../../server-dependencies.ts'
import { storable } from '../../storable.ts'
import { STATEMENT_IMPORT, unread } from './actions.ts'
import { MOST_TEXT, readStatement } from './read.ts'

/** Where a form without script sends a statement as a file. */
export const STATEMENT_FILE = `${STATEMENT_IMPORT}/file`

const { may } = orderCommands.BookPayment
/** Text of that length, however it is encoded, and what stands around it. */
const MOST_BYTES = 4 * MOST_TEXT + 16_384

/** Text as banks encode it: UTF-8, or what their programs wrote before that. */
const decoded = (bytes: ArrayBuffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** The file and the currency of a form; nothing where the body is none. */
const sentIn = async ({ body, headers }: FastifyRequest) => {
  try {
    const type = headers['content-type'] ?? ''
    const form = await new Response(Buffer.isBuffer(body) ? new Uint8Array(body) : null, {
      headers: { 'content-type': type },
    }).formData()
    const [file, currency] = [form.get('file'), form.get('currency')]
    const text = file instanceof Blob ? decoded(await file.arrayBuffer()) : ''
    return { statement: storable(text), currency: typeof currency === 'string' ? currency : '' }
  } catch {
    return { statement: '', currency: '' }
  }
}

const handler = (deps: ServerDependencies) => async (request: FastifyRequest, reply: FastifyReply) => {
  const viewer: Viewer = demandFor(deps, request, { may, isWhole: false })
  const context = contextOf(deps, request, viewer)
  const { text } = context
  const fields = await sentIn(request)
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

/** Registers the way of a statement as a file: it is read and shown, as a pasted one is. Nothing is kept of it. */
export const registerStatementFile = (app: FastifyInstance, deps: ServerDependencies): void => {
  app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    scope.post(`/api${STATEMENT_FILE}`, { config: { may }, bodyLimit: MOST_BYTES }, handler(deps))
  })
}
