import { z } from 'zod'
import {
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  isRejection,
  type Rejection,
  reject,
  rejectAll,
  type Touches,
} from '../decider.ts'
import { amend, changed } from '../shared/changes.ts'
import { Key, Uuid } from '../shared/id.ts'
import { MAX_ATTEMPTS, MAX_STOCK, MAX_TRANSFER_LINES } from '../shared/limits.ts'
import { numberOf } from '../shared/number.ts'
import { emptyMap } from '../shared/persistent-map.ts'
import { reasonGiven, StockReason } from '../shared/stock-reason.ts'
import { AskedPlan, goesTo, ofPlan, planned, tooLittle, unreachable } from './transfer-plan.ts'
import { type Known, Line, Plan, type Transfer } from './transfer-state.ts'

const Refused = z.strictObject({ line: z.int(), sku: z.string(), available: z.int() })
const Arrived = z.strictObject({ line: z.int(), sku: z.string(), sent: z.int(), received: z.int() })

// Stored for ever: never rename a key, only add optional fields.
const events = {
  TransferDrafted: z.strictObject({ number: z.string(), ...Plan }),
  TransferRevised: z.strictObject(Plan),
  /** Each line is asked of its stock, which says whether it can leave. */
  TransferSendingBegun: z.strictObject({ attempt: z.int().positive(), from: Key, lines: z.array(Line) }),
  TransferLineSent: z.strictObject({ attempt: z.int(), line: z.int() }),
  TransferLineRefused: z.strictObject({ attempt: z.int(), line: z.int(), available: z.int() }),
  TransferSent: z.strictObject({ from: Key, to: Key }),
  /** Nothing leaves unless all of it can: what had left goes back, and the transfer is a draft again. */
  TransferSendingFailed: z.strictObject({
    attempt: z.int(),
    from: Key,
    refused: z.array(Refused),
    sent: z.array(z.strictObject({ line: z.int(), sku: z.string() })),
  }),
  /** `difference`: how many more than sent; fewer is negative. */
  TransferReceived: z.strictObject({
    to: Key,
    lines: z.array(Arrived),
    difference: z.int(),
    reason: StockReason.optional(),
    note: z.string().optional(),
  }),
  TransferCancelled: z.strictObject({ reason: z.string() }),
}

const answered = (was: Transfer, line: number, available: number | null): Transfer =>
  was.status === 'absent' ? was : { ...was, answers: was.answers.with(String(line), available) }

const evolve: Evolve<Transfer, typeof events> = {
  TransferDrafted: (_, { from, to, lines }) => ({
    status: 'draft',
    from,
    to,
    lines,
    attempt: 0,
    answers: emptyMap<number | null>(),
  }),
  TransferRevised: amend,
  TransferSendingBegun: (was, { attempt }) =>
    amend(was, { status: 'sending', attempt, answers: emptyMap<number | null>() }),
  TransferLineSent: (was, { line }) => answered(was, line, null),
  TransferLineRefused: (was, { line, available }) => answered(was, line, available),
  TransferSent: was => amend(was, { status: 'sent' }),
  TransferSendingFailed: was => amend(was, { status: 'draft' }),
  TransferReceived: was => amend(was, { status: 'received' }),
  TransferCancelled: was => amend(was, { status: 'cancelled' }),
}

const Note = z.string().trim().min(1).max(200)
const AskedLine = z.int().min(1).max(MAX_TRANSFER_LINES)
const Answer = { attempt: z.int().min(1).max(MAX_ATTEMPTS), line: AskedLine }

const commands = {
  DraftTransfer: AskedPlan,
  ReviseTransfer: AskedPlan,
  SendTransfer: z.strictObject({}),
  /** What a stock answers. */
  ConfirmLine: z.strictObject(Answer),
  RefuseLine: z.strictObject({ ...Answer, available: z.int().min(0).max(MAX_STOCK) }),
  /** Every line is counted; what is missing or too much has a reason. */
  ReceiveTransfer: z.strictObject({
    lines: z
      .array(z.strictObject({ line: AskedLine, quantity: z.int().min(0).max(MAX_STOCK) }))
      .max(MAX_TRANSFER_LINES),
    reason: StockReason.optional(),
    note: Note.optional(),
  }),
  CancelTransfer: z.strictObject({ reason: Note }),
}

const known = (was: Transfer, then: (was: Known) => Decision<typeof events>): Decision<typeof events> =>
  was.status === 'absent' ? reject('unknown', 'TransferUnknown') : then(was)

/** What can only be done as long as nothing has left. */
const drafted = (was: Transfer, then: (was: Known) => Decision<typeof events>): Decision<typeof events> =>
  known(was, draft =>
    draft.status === 'draft' ? then(draft) : reject('conflict', 'TransferNotDraft', { status: draft.status }),
  )

/** What becomes of the transfer once all its stocks have answered. */
const outcomeOf = (
  { from, to, lines, attempt, answers }: Known,
  line: number,
  available: number | null,
): Decision<typeof events> => {
  const all = answers.with(String(line), available)
  if (all.size < lines.length) return []
  const free = (asked: Line) => all.get(String(asked.line)) ?? null
  const refused = lines.flatMap(asked => {
    const there = free(asked)
    return there === null ? [] : [{ line: asked.line, sku: asked.sku, available: there }]
  })
  if (refused.length === 0) return [{ type: 'TransferSent', data: { from, to } }]
  const sent = lines.flatMap(asked => (free(asked) === null ? [{ line: asked.line, sku: asked.sku }] : []))
  return [{ type: 'TransferSendingFailed', data: { attempt, from, refused, sent } }]
}

/** Each stock answers once per attempt. */
const answering = (
  was: Transfer,
  { attempt, line, available = null }: { attempt: number; line: number; available?: number | null },
): Decision<typeof events> =>
  known(was, transfer => {
    const { status, lines, answers } = transfer
    const isAsked = status === 'sending' && attempt === transfer.attempt && lines[line - 1] !== undefined
    if (!isAsked || answers.has(String(line))) return []
    const then = outcomeOf(transfer, line, available)
    if (isRejection(then)) return then
    return available === null
      ? [{ type: 'TransferLineSent', data: { attempt, line } }, ...then]
      : [{ type: 'TransferLineRefused', data: { attempt, line, available } }, ...then]
  })

type Receipt = z.infer<typeof commands.ReceiveTransfer>

/** Every line has to be counted, once. */
const miscounted = ({ lines }: Known, counted: Receipt['lines']): Rejection | undefined =>
  rejectAll([
    ...counted.flatMap(({ line }, index) => {
      const field = `lines.${index}.quantity`
      if (lines[line - 1] === undefined) return [reject('invalid', 'TransferLineUnknown', { line }, field)]
      const isTwice = counted.findIndex(other => other.line === line) !== index
      return isTwice ? [reject('invalid', 'TransferLineTwice', { line }, field)] : []
    }),
    ...lines.flatMap(({ line, sku }) =>
      counted.some(other => other.line === line)
        ? []
        : [reject('invalid', 'TransferLineUncounted', { line, sku }, 'lines')],
    ),
  ])

const received = (was: Known, { lines, reason, note }: Receipt, context: Context): Decision<typeof events> => {
  const refused = unreachable(was, context) ?? miscounted(was, lines)
  if (refused !== undefined) return refused
  const counted = new Map(lines.map(({ line, quantity }) => [line, quantity]))
  const arrived = was.lines.map(({ line, sku, quantity }) => ({
    line,
    sku,
    sent: quantity,
    received: counted.get(line) ?? quantity,
  }))
  const difference = arrived.reduce((sum, line) => sum + line.received - line.sent, 0)
  const receipt = { to: was.to, lines: arrived, difference }
  if (arrived.every(line => line.received === line.sent)) return [{ type: 'TransferReceived', data: receipt }]
  if (reason === undefined) return reject('invalid', 'TransferDifferenceUnexplained', {}, 'reason')
  const given = reasonGiven(reason, note)
  return isRejection(given) ? given : [{ type: 'TransferReceived', data: { ...receipt, ...given } }]
}

const decide: Decide<Transfer, typeof commands, typeof events> = {
  DraftTransfer: (was, asked, context) => {
    if (was.status !== 'absent') return reject('conflict', 'TransferExists', {}, 'id')
    const plan = planned(asked, context)
    return isRejection(plan) ? plan : [{ type: 'TransferDrafted', data: { number: numberOf(context.id), ...plan } }]
  },
  ReviseTransfer: (was, asked, context) =>
    drafted(was, draft => {
      const plan = planned(asked, context)
      return isRejection(plan) ? plan : changed('TransferRevised', draft, plan)
    }),
  SendTransfer: (was, _, context) => {
    if (was.status === 'sending' || was.status === 'sent') return []
    return drafted(was, draft => {
      const refused = unreachable(draft, context) ?? tooLittle(draft, context)
      if (refused !== undefined) return refused
      const { from, attempt } = draft
      return [{ type: 'TransferSendingBegun', data: { attempt: attempt + 1, from, lines: [...draft.lines] } }]
    })
  },
  ConfirmLine: (was, answer) => answering(was, answer),
  RefuseLine: (was, answer) => answering(was, answer),
  ReceiveTransfer: (was, receipt, context) =>
    known(was, transfer => {
      if (transfer.status === 'received') return []
      if (transfer.status !== 'sent') return reject('conflict', 'TransferNotSent', { status: transfer.status })
      return received(transfer, receipt, context)
    }),
  CancelTransfer: (was, { reason }) =>
    was.status === 'cancelled' ? [] : drafted(was, () => [{ type: 'TransferCancelled', data: { reason } }]),
}

const touches: Touches<Transfer, typeof commands, typeof events> = {
  TransferDrafted: () => ['from', 'to', 'lines', 'status'],
  TransferRevised: () => ['from', 'to', 'lines'],
  TransferSendingBegun: () => ['status'],
  TransferLineSent: ({ line }) => [`answers.${line}`],
  TransferLineRefused: ({ line }) => [`answers.${line}`],
  TransferSent: () => ['status'],
  TransferSendingFailed: () => ['status'],
  TransferReceived: () => ['status'],
  TransferCancelled: () => ['status'],
}

/**
 * Goods on their way from one warehouse to another; id = UUID. What lies where is the stocks' to say: a process asks them, and
 * tells the transfer.
 */
export const transfer: Decider<Transfer, typeof commands, typeof events> = {
  category: 'transfer',
  newId: Uuid,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: {
    DraftTransfer: ofPlan,
    ReviseTransfer: ofPlan,
    SendTransfer: (_, _id, was) => (was.status === 'absent' ? [] : ofPlan({ ...was, lines: [...was.lines] })),
    ReceiveTransfer: (_, _id, was) => (was.status === 'absent' ? [] : [goesTo(was.to)]),
  },
}
