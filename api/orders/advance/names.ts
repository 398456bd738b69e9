import { orderActs } from '../../../domain/orders/process/acts.ts'
import { languages } from '../../text/languages.ts'
import { type Text, textFor } from '../../text/text.ts'

export const columns = ['order', 'line', 'quantity', 'step', 'shipment', 'tracking', 'reason', 'key'] as const
export type Column = (typeof columns)[number]

/** What a row asks: to set the tracking number of what was sent, beside the acts on units. */
const rowSteps = [...orderActs, 'track'] as const
export type RowStep = (typeof rowSteps)[number]

/** However it is written: small or large, with blanks, lines or hyphens. */
const plain = (written: string): string =>
  written
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')

/** Finds a key by itself, or by what any language calls it. */
const finding = <Key extends string>(keys: readonly Key[], nameOf: (text: Text, key: Key) => string) => {
  const names = Object.keys(languages).flatMap(language =>
    keys.map(key => [plain(nameOf(textFor(language), key)), key] as const),
  )
  const byName = new Map([...names, ...keys.map(key => [plain(key), key] as const)])
  return (written: string): Key | undefined => byName.get(plain(written))
}

export const columnName = (text: Text, column: Column): string => text(`advance.column.${column}`)
export const columnCalled = finding(columns, columnName)

export const stepName = (text: Text, step: RowStep): string => text(`orderStep.${step}`)
export const stepCalled = finding(rowSteps, stepName)

/** The steps that there are, by the names that people see. */
export const stepNames = (text: Text): string => rowSteps.map(step => stepName(text, step)).join(', ')

/** The columns that there are, likewise. */
export const columnNames = (text: Text, some: readonly Column[] = columns): string =>
  some.map(column => columnName(text, column)).join(', ')
