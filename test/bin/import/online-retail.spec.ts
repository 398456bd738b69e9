import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ImportCommand } from '../../../bin/import/command.ts'
import type { Report } from '../../../bin/import/report.ts'
import { runImport } from '../../../bin/import/run.ts'
import { deciders } from '../../../domain/index.ts'
import { dataFile, expectedOf } from '../../support/online-retail.ts'

const file = dataFile('online-retail.csv.zst')
const readme = dataFile('README.md')

type Of<T extends ImportCommand['type']> = Extract<ImportCommand, { type: T }>

describe.skipIf(file === undefined)('the whole file of Online Retail', () => {
  const commands: ImportCommand[] = []
  let report: Report
  let expected: ReturnType<typeof expectedOf>

  const of = <T extends ImportCommand['type']>(type: T) =>
    commands.filter((command): command is Of<T> => command.type === type)

  beforeAll(async () => {
    const send = async (command: ImportCommand) => {
      commands.push(command)
      return await Promise.resolve('stored' as const)
    }
    report = await runImport({ file: file ?? '', send })
    expected = expectedOf(file ?? '')
  }, 120_000)

  it('is accounted for to the last line', () => {
    const lines = [...commands.flatMap(command => command.lines), ...report.rejected.map(({ line }) => line)]
    expect(new Set(lines).size).toBe(expected.lineCount)
    expect(lines.length).toBe(expected.lineCount)
    expect(Math.min(...report.rejected.map(({ line }) => line))).toBeGreaterThan(1)
    expect(report.imported + report.rejected.length).toBe(expected.lineCount)
  })

  it('has its lines classified', () => {
    const invoices = (rows: readonly (readonly [string, ...unknown[]])[]) =>
      new Set(rows.map(([invoice]) => invoice)).size
    const counts = new Map(report.classes.map(each => [each.class, [each.lines, each.invoices]]))
    const { sales, back, free, stock } = expected
    expect(counts.get('sale')).toEqual([sales.length, invoices(sales)])
    expect(counts.get('return')).toEqual([back.length, invoices(back)])
    expect(counts.get('freeItem')).toEqual([free.length, invoices(free)])
    expect(counts.get('stockMovement')).toEqual([stock.length, invoices(stock)])
  })

  it('rejects the bad-debt lines and the free items without an order', () => {
    const rejected = report.rejected.map(({ invoice }) => invoice ?? '').filter(invoice => !invoice.startsWith('A'))
    expect(rejected.toSorted()).toEqual(expected.homeless.map(([invoice]) => invoice).toSorted())
  })

  it('makes each product once, with one of its most frequent names, and its prices', () => {
    const made = of('CreateProduct')
    expect(made.map(({ id }) => id).toSorted()).toEqual([...expected.names.keys()].toSorted())
    for (const { id, data } of made) expect(expected.names.get(id)).toContain(data.names.en)
    const prices = Map.groupBy(of('SetPrices'), ({ id }) => id)
    for (const [id, wanted] of expected.prices) {
      const texts = prices.get(id)?.map(({ key, data }) => `${key.split('/').at(-1)} ${data.prices[0]?.gross}`)
      expect(texts, id).toEqual(wanted)
    }
  })

  it('registers every customer once', () => {
    const ids = of('RecordCustomer').map(({ id }) => id)
    expect(ids.toSorted()).toEqual([...expected.customers].toSorted())
  })

  it('places every order once, with the quantities and prices of its lines in the order of the file', () => {
    const orders = of('RecordOrder')
    expect(orders.length).toBe(expected.orders.size)
    for (const { id, data } of orders) {
      const paid = data.lines.filter(({ unitPrice }) => unitPrice !== '0')
      const wanted = expected.orders.get(id)?.map(([, code, , quantity, , price]) => `${code} ${quantity} ${price}`)
      expect(
        paid.map(({ sku, quantity, unitPrice }) => `${sku} ${quantity} ${unitPrice}`),
        id,
      ).toEqual(wanted)
    }
  })

  it('links returns as if what customers bought were piles', () => {
    const links = new Map<string, number>()
    for (const { id, data } of of('RecordReturn'))
      for (const { order, quantity } of data.lines)
        if (order !== null) links.set(`${id} ${order}`, (links.get(`${id} ${order}`) ?? 0) + quantity)
    expect(links).toEqual(expected.links)
    const unlinked = report.links.unlinked.filter(({ why }) => why !== 'noCustomer')
    expect(unlinked.length).toBe(expected.unlinkedLines)
  })

  it('books on every order line no more than was ordered, of the same code', () => {
    const orders = new Map(of('RecordOrder').map(({ id, data }) => [id, data.lines]))
    const left = new Map([...orders].map(([id, lines]) => [id, lines.map(({ quantity }) => quantity)]))
    for (const { id, data } of of('BookReturn'))
      for (const { line, quantity } of data.lines) {
        const of = left.get(id) ?? []
        of[line - 1] = (of[line - 1] ?? 0) - quantity
        expect(of[line - 1]).toBeGreaterThanOrEqual(0)
      }
    for (const { data } of of('RecordReturn'))
      for (const { order, orderLine, sku } of data.lines)
        if (order !== null) expect(orders.get(order)?.[(orderLine ?? 0) - 1]?.sku).toBe(sku)
  })

  it('happens at the times of the invoices in London, in order within every stream', () => {
    const london = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' })
    const last = new Map<string, number>()
    const backwards: string[] = []
    for (const { category, id, at, key } of commands) {
      const stream = `${category}-${id}`
      if (at.getTime() < (last.get(stream) ?? 0)) backwards.push(key)
      last.set(stream, at.getTime())
    }
    expect(backwards).toEqual([])
    const invoices = [...of('RecordOrder'), ...of('RecordReturn')]
    expect(invoices.filter(({ id, at }) => london.format(at) !== expected.times.get(id))).toEqual([])
  })

  it('has keys of its own for all commands, and data their schemas accept', () => {
    expect(new Set(commands.map(({ key }) => key)).size).toBe(commands.length)
    const schemas = new Map(
      Object.values(deciders).flatMap(({ category, commands: all }) =>
        Object.entries(all).map(([type, schema]) => [`${category} ${type}`, schema] as const),
      ),
    )
    const isAccepted = ({ category, type, data }: ImportCommand) =>
      schemas.get(`${category} ${type}`)?.safeParse(data).success === true
    expect(commands.filter(command => !isAccepted(command))).toEqual([])
  })

  it.skipIf(readme === undefined)('comes to the counts that its description gives', () => {
    const text = readFileSync(readme ?? '', 'utf8')
    const countIn = (pattern: RegExp) => Number(pattern.exec(text)?.[1]?.replaceAll(',', ''))
    const { became, repairs, links, classes } = report
    const counted = (row: string) =>
      countIn(new RegExp(`^\\| ${row} \\|.*\\| ([\\d,]+)(?: invoices, [\\d,]+ lines| lines)? \\|$`, 'm'))
    expect(became.products).toBe(counted('product created'))
    expect(became.priceChanges).toBe(counted('price changed'))
    expect(became.customers).toBe(counted('customer registered'))
    expect(became.orders).toBe(counted('order placed'))
    expect(became.returns).toBe(counted('return'))
    expect(became.stockMovements).toBe(counted('stock adjusted'))
    expect(became.returnLines).toBe(countIn(/invoices, ([\d,]+) lines \|$/m))
    expect(became.guestOrders).toBe(countIn(/with a customer, ([\d,]+) without\)/))
    expect(classes.find(each => each.class === 'sale')?.lines).toBe(countIn(/^\| sale: .*?\| ([\d,]+) \|/m))
    expect(report.lines).toBe(countIn(/= ([\d,]+): rejected are/))
    expect(report.imported).toBe(countIn(/line count \(([\d,]+) \+/))
    expect(repairs.namesTrimmed).toBe(countIn(/([\d,]+) names with outer spaces/))
    expect(repairs.namesChosen).toBe(countIn(/([\d,]+) codes with several names/))
    expect(repairs.duplicatesKept).toBe(countIn(/([\d,]+) exact duplicate lines/))
    expect(repairs.finePricesKept).toBe(countIn(/three decimals \(([\d,]+) lines\)/))
    expect(repairs.timesUnified).toBe(countIn(/([\d,]+) invoices span two minutes/))
    expect(repairs.customerCountriesChosen).toBe(countIn(/([\d,]+) customers in two countries/))
    expect(links.overSeveralOrders).toBe(countIn(/\(([\d,]+) invoices span several orders/))
    expect(links.linesOverSeveralPurchases).toBe(countIn(/, ([\d,]+) lines several purchases\)/))
    const why = Map.groupBy(links.unlinked, each => each.why)
    expect(why.get('neverBought')?.length).toBe(
      countIn(/([\d,]+) of [\d,]+ customer cancellation lines have no earlier/),
    )
    expect(why.get('boughtFewer')?.length).toBe(countIn(/no earlier purchase and ([\d,]+) exceed it/))
  })
})
