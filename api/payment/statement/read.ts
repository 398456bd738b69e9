import { v5 } from 'uuid'
import { AskedAmount, amountText } from '../../../domain/shared/amount.ts'
import { type PastedLine, pastedCsv } from '../../pasted-csv.ts'
import { statementAmount } from './amount.ts'
import { statementDay } from './day.ts'

/** As much text as is read in one go, and as many lines. */
export const MOST_TEXT = 100_000
export const MOST_LINES = 500

/** One line of a bank statement by which money came. */
export type StatementLine = {
  /** In the text, the head included. */
  readonly place: number
  /** The same whenever the same line is read, among others too: nothing is booked twice under it. */
  readonly id: string
  /** In minor units of the currency. */
  readonly amount: number
  readonly valueDate: string
  readonly reference: string
  readonly payer: string
}

/** What can not be taken of a line: why it is bad, or that by it money went away. */
export const lineFaults = ['amount', 'tooMuch', 'day', 'reference', 'columns', 'outgoing'] as const
export type BadLine = { readonly place: number; readonly fault: (typeof lineFaults)[number]; readonly text: string }

export const textFaults = ['empty', 'damaged', 'tooManyLines'] as const
export type Statement =
  | { readonly lines: readonly StatementLine[]; readonly bad: readonly BadLine[] }
  | { readonly fault: (typeof textFaults)[number]; readonly place: number }

type Column = 'amount' | 'reference' | 'valueDate' | 'payer'
/** In the order in which they stand where no head names them. */
const usual: readonly Column[] = ['amount', 'reference', 'valueDate', 'payer']

/** What heads of columns begin with, in what banks of both languages send. */
const HEADS: Readonly<Record<Column, RegExp>> = {
  amount: /^(?:amount|betrag|umsatz|credit|paid in)/,
  reference: /^(?:reference|verwendungszweck|purpose|remittance|description|details|narrative|memo)/,
  valueDate: /^(?:value date|valuedate|date|wertstellung|valuta|datum|buchungstag|booking date)/,
  payer: /^(?:payer|name|auftraggeber|zahlungspflichtige|beguenstigter|begünstigter|counterparty|from)/,
}

type Place = Readonly<Partial<Record<Column, number>>>

const headOf = (record: readonly string[]): Place | undefined => {
  const names = record.map(name => name.trim().toLowerCase())
  const place = Object.fromEntries(
    Object.entries(HEADS).flatMap(([column, head]) => {
      const at = names.findIndex(name => head.test(name))
      return at === -1 ? [] : [[column, at]]
    }),
  )
  return place['amount'] !== undefined && place['reference'] !== undefined && place['valueDate'] !== undefined
    ? place
    : undefined
}

const CONTROL = /\p{Cc}+/gu
/** As much of a text as is kept with a booking. */
const LONGEST = 140

/** Text of one line that can be stored. */
const plain = (text: string | undefined): string =>
  (text ?? '')
    .slice(0, 4 * LONGEST)
    .replaceAll(CONTROL, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST)
    .toWellFormed()

const isBookable = (amount: number, currency: string): boolean =>
  AskedAmount.safeParse(amountText(amount, currency)).success

type Read = Omit<StatementLine, 'id'> | BadLine

const lineOf = (found: PastedLine, at: Place, currency: string): Read => {
  const { record, info } = found
  const value = (column: Column) => plain(record[at[column] ?? -1])
  const bad = (fault: BadLine['fault'], text: string): BadLine => ({ place: info.lines, fault, text })
  if (record.length <= Math.max(at.amount ?? 0, at.reference ?? 0, at.valueDate ?? 0))
    return bad('columns', plain(record.join(' ')))
  const amount = statementAmount(value('amount'), currency)
  if (amount === undefined || amount === 0) return bad('amount', value('amount'))
  if (amount < 0) return bad('outgoing', value('reference'))
  if (!isBookable(amount, currency)) return bad('tooMuch', value('amount'))
  const valueDate = statementDay(value('valueDate'))
  if (valueDate === undefined) return bad('day', value('valueDate'))
  const reference = value('reference') || value('payer')
  if (reference === '') return bad('reference', '')
  return { place: info.lines, amount, valueDate, reference, payer: value('payer') }
}

/** The namespace of their ids. */
const LINES = '5f0a3d1c-6e0b-4a43-9d39-0c5e4c1f7a52'

/** The id of each line: what it says, and which of those that say the same it is. Statements may overlap. */
const identified = (lines: readonly Omit<StatementLine, 'id'>[], currency: string): StatementLine[] => {
  const seen = new Map<string, number>()
  return lines.map(line => {
    const said = JSON.stringify([line.amount, currency, line.valueDate, line.reference, line.payer])
    const nth = (seen.get(said) ?? 0) + 1
    seen.set(said, nth)
    return { ...line, id: `statement-${v5(`${nth} ${said}`, LINES)}` }
  })
}

/** Reads a bank statement as CSV, with a head or without, as banks of different countries write it. Lines are in one currency. */
export const readStatement = (text: string, currency: string): Statement => {
  const records = pastedCsv(text, MOST_LINES + 2)
  if ('damagedAt' in records) return { fault: 'damaged', place: records.damagedAt }
  const head = records[0] && headOf(records[0].record)
  const at = head ?? Object.fromEntries(usual.map((column, index) => [column, index]))
  const rows = head === undefined ? records : records.slice(1)
  if (rows.length === 0) return { fault: 'empty', place: 0 }
  if (rows.length > MOST_LINES) return { fault: 'tooManyLines', place: rows[MOST_LINES]?.info.lines ?? 0 }
  const read = rows.map(row => lineOf(row, at, currency))
  return {
    lines: identified(read.filter(line => !('fault' in line)) as Omit<StatementLine, 'id'>[], currency),
    bad: read.filter(line => 'fault' in line),
  }
}
