import { createSecretKey } from 'node:crypto'
import { v5 } from 'uuid'
import { type AdvanceRow, type BadRow } from '../../api/orders/advance/read.ts'
import { advancing, type Became, type Steps } from '../../api/orders/advance/send.ts'
import { becameWords, faultSentence, type Mode } from '../../api/orders/advance/words.ts'
import { textFor } from '../../api/text/text.ts'
import type { Actor } from '../../domain/decider.ts'
import { order } from '../../domain/orders/order.ts'
import type { Order } from '../../domain/orders/order-state.ts'
import type { Execute } from '../../eventstore/command.ts'
import type { EventStore } from '../../eventstore/event-store.ts'
import { createExecute } from '../../eventstore/execute.ts'
import { load } from '../../eventstore/load.ts'
import { memoryOutcomes } from '../../eventstore/outcomes.ts'
import { stateCache } from '../../eventstore/state-cache.ts'
import { newKey } from '../../eventstore/vault/cipher.ts'
import type { Vault } from '../../eventstore/vault/vault.ts'
import { trialOf } from '../setup/trial.ts'
import { aligned } from '../table.ts'
import { ordersIn } from './find.ts'

const actor: Actor = { id: 'orders advance', kind: 'import' }
const text = textFor('en-GB')
const NO_CACHE = 0
const NAMESPACE = '0f3c7a52-9d5e-5b7e-8a55-6d7c1b0e5a53'

type Row = AdvanceRow | BadRow
type Report = { readonly row: Row; readonly became?: Became }

type Log = { readonly store: EventStore; readonly vault: Vault; readonly execute: Execute }

/** No step depends on what is said of people, so that a trial opens nothing, and seals what it throws away. */
const closed = (vault: Vault): Vault => {
  const thrownAway = createSecretKey(newKey())
  return { ...vault, keys: async () => new Map(), ensure: async () => thrownAway }
}

/** A copy of the log in which rows are tried, in order. What is there is looked for in the log itself. */
export const trialIn = ({ store, vault: opening }: Omit<Log, 'execute'>, clock: () => Date): Log => {
  const [copy, vault] = [trialOf(store), closed(opening)]
  const execute = createExecute({ store: copy, vault, outcomes: memoryOutcomes(), clock })
  return { store: { ...copy, readAll: asked => store.readAll(asked) }, vault, execute }
}

/** How steps reach the orders of a log. */
export const stepsIn = ({ store, vault, execute }: Log): Steps => {
  const cache = stateCache(NO_CACHE)
  const lookAt = async (id: string) => {
    const { state, commands } = await load({ store, vault, cache }, order, id)
    // Folded by the decider of orders.
    return { state: state as Order, commands }
  }
  return { execute, lookAt, commandIdOf: asked => v5(asked, NAMESPACE) }
}

/** Carries rows out in their order; one that can not be keeps no other from it. @param onRow hears how many there were */
export const carriedOut = async (
  log: Log,
  rows: readonly Row[],
  onRow: (done: number) => void = () => {},
): Promise<Report[]> => {
  const send = advancing({ ...stepsIn(log), ordersNamed: ordersIn(log.store), actor })
  const reports: Report[] = []
  for (const row of rows) {
    reports.push('fault' in row ? { row } : { row, became: await send(row) })
    onRow(reports.length)
  }
  return reports
}

const cellsOf = ({ row, became }: Report, mode: Mode): readonly string[] => {
  const place = `line ${row.place}`
  if ('fault' in row) return [place, row.order, row.step, text('advance.bad'), faultSentence(text, row)]
  const said = became === undefined ? [] : becameWords(text, became, mode)
  return [place, row.order, row.step, ...said]
}

const isRefused = ({ became }: Report): boolean => became === undefined || became.outcome === 'refused'

export const refusedIn = (reports: readonly Report[]): number => reports.filter(isRefused).length

const counts = (reports: readonly Report[], mode: Mode): string => {
  const refused = refusedIn(reports)
  const rest = reports.length - refused
  return mode === 'done'
    ? `${rest} of ${reports.length} rows are carried out, ${refused} are not.`
    : `${rest} of ${reports.length} rows can be carried out, ${refused} can not. Nothing was done yet. Carry it out with --apply; what can not is left out.`
}

/** What became of each row, for the terminal. */
export const reportText = (reports: readonly Report[], mode: Mode): string =>
  `${aligned(reports.map(report => cellsOf(report, mode)))}\n${counts(reports, mode)}\n`

/** The same for programs. */
export const reportJson = (reports: readonly Report[], mode: Mode): string => {
  const rows = reports.map(report => {
    const [, , , , why] = cellsOf(report, mode)
    return { ...report.row, outcome: report.became?.outcome ?? 'bad', why }
  })
  return `${JSON.stringify({ isDone: mode === 'done', rows }, null, 2)}\n`
}
