import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'

/** Where the real files lie: beside the checkout unless DAYBOOK_DATA names another folder. */
const folder = process.env['DAYBOOK_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data')

/** The path of a real file, or undefined with the reason printed, for `describe.skipIf`. */
export const dataFile = (name: string): string | undefined => {
  const file = join(folder, name)
  if (existsSync(file)) return file
  console.warn(`skipped: there is no ${name} in ${folder}; set DAYBOOK_DATA to the folder that has it`)
  return undefined
}

type Row = readonly [
  invoice: string,
  code: string,
  name: string,
  quantity: number,
  date: string,
  price: string,
  customer: string,
]
type Entry = {
  readonly customer: string
  readonly code: string
  readonly quantity: number
  readonly invoice: string
  readonly date: string
}

const fieldsOf = (text: string): string[] =>
  text.includes('"')
    ? [...text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      )
    : text.split(',')

// M/D/YYYY H:MM as YYYY-MM-DD HH:MM, so that text order is time order.
const sortable = (date: string): string => {
  const [month = '', day = '', year = '', time = ''] = date.split(/[/ ]/)
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${time.padStart(5, '0')}`
}

const rowOf = (text: string): Row => {
  const [invoice = '', code = '', name = '', quantity = '', date = '', price = '', customer = ''] = fieldsOf(text)
  return [
    invoice,
    code.trim().toUpperCase(),
    name.trim(),
    Number(quantity),
    sortable(date),
    String(Number(price)),
    customer,
  ]
}

/** Codes that are no products, by looking at the file. */
const charges = /^(?:POST|DOT|C2|M|D|S|B|CRUK|AMAZONFEE|BANK CHARGES)$/

const groups = <K>(rows: readonly Row[], key: (row: Row) => K) => Map.groupBy(rows, key)

const modes = (values: readonly string[]): string[] => {
  const counts = [...Map.groupBy(values, value => value)].map(([value, same]) => [value, same.length] as const)
  const most = Math.max(...counts.map(([, times]) => times))
  return counts.filter(([, times]) => times === most).map(([value]) => value)
}

/** The price of each month of a product's sales, without months that repeat the one before. */
const pricesOf = (sales: readonly Row[]): string[] => {
  const months = [...groups(sales, ([, , , , date]) => date.slice(0, 7))].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const prices = months.map(([month, rows]) => {
    const lowest = Math.min(...modes(rows.map(([, , , , , price]) => price)).map(Number))
    return { month, price: String(lowest) }
  })
  return prices
    .filter(({ price }, index) => price !== prices[index - 1]?.price)
    .map(({ month, price }) => `${month} ${price}`)
}

type Links = { readonly links: Map<string, number>; readonly unlinkedLines: number }
type Bought = [order: string, left: number]

const direction = ({ quantity }: Entry) => Math.sign(quantity)

/** Takes up to `open` units from the top of a pile: how many, and from which order. */
const takeFrom = (pile: Bought[], open: number): Bought | undefined => {
  const top = pile.at(-1)
  if (top === undefined) return undefined
  const taken = Math.min(open, top[1])
  top[1] -= taken
  if (top[1] === 0) pile.pop()
  return [top[0], taken]
}

/** Purchases of a customer and code are a pile: what comes back is taken from its top. Keys: `return order`. */
const linksOf = (entries: readonly Entry[]): Links => {
  const links = new Map<string, number>()
  let unlinkedLines = 0
  const giveBack = (pile: Bought[], invoice: string, quantity: number) => {
    let open = quantity
    for (let part = takeFrom(pile, open); part !== undefined && open > 0; part = takeFrom(pile, open)) {
      const key = `${invoice} ${part[0]}`
      links.set(key, (links.get(key) ?? 0) + part[1])
      open -= part[1]
    }
    if (open > 0) unlinkedLines += 1
  }
  for (const same of Map.groupBy(entries, ({ customer, code }) => `${customer} ${code}`).values()) {
    const pile: Bought[] = []
    const inTime = same.toSorted((a, b) => a.date.localeCompare(b.date, 'en') || direction(b) - direction(a))
    for (const { quantity, invoice } of inTime)
      if (quantity > 0) pile.push([invoice, quantity])
      else giveBack(pile, invoice, -quantity)
  }
  return { links, unlinkedLines }
}

/** What an import of Online Retail has to come to, computed as plainly as can be, from text and by grouping. */
export const expectedOf = (file: string) => {
  const rows = zstdDecompressSync(readFileSync(file)).toString().trimEnd().split('\n').slice(1).map(rowOf)
  const plain = rows.filter(([invoice]) => /^\d/.test(invoice))
  const sales = plain.filter(([, , , quantity, , price]) => quantity > 0 && price !== '0')
  const back = rows.filter(([invoice, , , quantity]) => invoice.startsWith('C') && quantity < 0)
  const free = plain.filter(([, , , , , price, customer]) => price === '0' && customer !== '')
  const stock = plain.filter(([, , , , , price, customer]) => price === '0' && customer === '')
  const times = new Map(
    [...groups(rows, ([invoice]) => invoice)].map(([id, of]) => [id, of.map(row => row[4]).toSorted()[0] ?? '']),
  )
  const orders = groups(sales, ([invoice]) => invoice)
  const entries = [...sales, ...back]
    .filter(([, , , , , , customer]) => customer !== '')
    .map(([invoice, code, , quantity, , , customer]) => ({
      customer,
      code,
      quantity,
      invoice,
      date: times.get(invoice) ?? '',
    }))
  const products = groups(
    sales.filter(([, code]) => !charges.test(code)),
    ([, code]) => code,
  )
  return {
    lineCount: rows.length,
    sales,
    back,
    free,
    stock,
    orders,
    /** Local time of each invoice, `YYYY-MM-DD HH:MM`. */
    times,
    customers: new Set(rows.map(([, , , , , , customer]) => customer).filter(customer => customer !== '')),
    homeless: free.filter(([invoice]) => !orders.has(invoice)),
    names: new Map([...products].map(([code, of]) => [code, modes(of.map(row => row[2]))])),
    prices: new Map([...products].map(([code, of]) => [code, pricesOf(of)])),
    ...linksOf(entries),
  }
}
