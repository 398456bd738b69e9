import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
export const headerOfII = 'Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country'

/** Writes a file into a folder of its own, until the test is finished, and returns its path. */
export const fileOf = (content: string | Buffer, name = 'retail.csv'): string => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-import-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

/** The text of a file of Online Retail. */
export const csv = (...lines: readonly string[]): string => `${[header, ...lines].join('\n')}\n`

type Values = {
  readonly invoice?: string
  readonly code?: string
  readonly name?: string
  readonly quantity?: number
  readonly date?: string
  readonly price?: string
  readonly customer?: string
  readonly country?: string
}

/** One line of it; what is not named is a sale to a known customer. */
export const line = ({
  invoice = '536365',
  code = '85123A',
  name = 'WHITE LANTERN',
  quantity = 6,
  date = '12/1/2010 8:26',
  price = '2.55',
  customer = '17850',
  country = 'United Kingdom',
}: Values = {}): string => [invoice, code, name, quantity, date, price, customer, country].join(',')
