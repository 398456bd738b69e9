import { v5 } from 'uuid'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../bin/answer.ts'
import type { ImportCommand } from '../../../bin/import/command.ts'
import { reportText } from '../../../bin/import/report-text.ts'
import { runImport } from '../../../bin/import/run.ts'
import type { Send } from '../../../bin/import/send.ts'
import { deciders } from '../../../domain/index.ts'
import { MAX_LINES } from '../../../domain/shared/limits.ts'
import { masterKey } from '../../../eventstore/vault/cipher.ts'
import { memoryVault } from '../../../eventstore/vault/vault.ts'
import { writeSide } from '../../support/write-side.ts'
import { csv, fileOf, line } from './fixture.ts'

const content = csv(
  line(),
  line({ code: 'POST', price: '0.425' }),
  line({ invoice: '2', date: '1/5/2011 9:00', price: '3.10', quantity: 1, country: 'EIRE' }),
  line({ invoice: 'A3', date: '1/6/2011 9:00' }),
  line({ invoice: 'C4', date: '1/7/2011 9:00', quantity: -7 }),
  line({ invoice: '5', date: '1/8/2011 9:00', quantity: -4, price: '0', customer: '', name: 'lost' }),
)

const NAMESPACE = '3f8e2f4c-5b0a-4c9e-9d57-0c3f6a1d2b7e'

// Event ids come from a keyed digest: two runs are the same only under the same key.
const vault = memoryVault(masterKey(Buffer.alloc(32, 1)))

/** Takes commands through the deciders into a log in memory. */
const shop = () => {
  const side = writeSide({ vault })
  const { store, execute } = side
  const seen = new Set<string>()
  const send: Send = async ({ category, id, type, data, at, key }): Promise<Answer> => {
    const commandId = v5(key, NAMESPACE)
    const actor = { id: 'import', kind: 'import' } as const
    const outcome = await execute({
      decider: deciders[category],
      id,
      type,
      data,
      at,
      commandId,
      actor,
      origin: 'import',
    })
    if (outcome.kind !== 'done') {
      const code = outcome.kind === 'rejected' ? outcome.rejection.code : 'Refused'
      return { rejected: JSON.stringify(outcome), code }
    }
    const isKnown = outcome.position === undefined || seen.has(outcome.position)
    seen.add(outcome.position ?? '')
    return isKnown ? 'known' : 'stored'
  }
  const streams = async () => {
    const { events } = await store.readAll({ limit: 1000 })
    const own = events.filter(({ metadata }) => metadata.origin === 'import')
    return Map.groupBy(
      own.map(({ stream, id, type, data, metadata }) => ({ stream, id, type, data, at: metadata.at })),
      ({ stream }) => stream,
    )
  }
  /** Opens a warehouse today. */
  const open = (id: string, name: string) => side.send(deciders.warehouse, id, 'OpenWarehouse', { name })
  return { send, streams, open }
}

describe('an import', () => {
  it('goes through the deciders at the times of the file and accounts for every line', async () => {
    const { send, streams } = shop()
    const report = await runImport({ file: fileOf(content), send })
    expect(report).toMatchObject({ lines: 6, imported: 5, notReached: 0, commands: { known: 0, refused: [] } })
    expect(report.rejected).toMatchObject([{ line: 5, invoice: 'A3' }])
    expect(report.became).toMatchObject({
      products: 1,
      firstPrices: 1,
      priceChanges: 1,
      customers: 1,
      orders: 2,
      orderLines: 3,
    })
    expect(report.became).toMatchObject({
      returns: 1,
      returnLines: 1,
      returnBookings: 2,
      stockMovements: 1,
      guestOrders: 0,
    })
    const log = await streams()
    expect(log.get('order-536365')?.map(({ type, at }) => [type, at])).toEqual([
      ['OrderPlaced', '2010-12-01T08:26:00.000Z'],
      ['OrderLinesReturned', '2011-01-07T09:00:00.000Z'],
    ])
  })

  it('opens its warehouse before anything is moved there, and leaves one that is there as it is', async () => {
    const report = async (opened?: string) => {
      const { send, streams, open } = shop()
      if (opened !== undefined) await open('main', opened)
      const { commands, became } = await runImport({ file: fileOf(content), send })
      const log = await streams()
      return { refused: commands.refused, moved: became.stockMovements, warehouse: log.get('warehouse-main') }
    }
    const done = { refused: [], moved: 1 }
    expect(await report()).toMatchObject({
      ...done,
      warehouse: [{ type: 'WarehouseOpened', data: { name: 'main' }, at: '2011-01-08T09:00:00.000Z' }],
    })
    expect(await report('Main hall')).toEqual({ ...done, warehouse: undefined })
  })

  it('adds nothing when it is run again', async () => {
    const { send, streams } = shop()
    const file = fileOf(content)
    const first = await runImport({ file, send })
    const before = await streams()
    const second = await runImport({ file, send })
    expect(await streams()).toEqual(before)
    expect(second.commands).toEqual({ stored: 0, known: first.commands.stored, refused: [] })
    expect(second.imported).toBe(first.imported)
  })

  it('that was stopped half-way and started again ends in the same streams', async () => {
    const [whole, halved] = [shop(), shop()]
    const file = fileOf(content)
    await runImport({ file, send: whole.send })
    const stop = new AbortController()
    let sent = 0
    const send: Send = async command => {
      sent += 1
      if (sent === 5) stop.abort()
      return await halved.send(command)
    }
    const stopped = await runImport({ file, send, signal: stop.signal, inFlight: 1 })
    expect(sent).toBe(5)
    expect(stopped.imported + stopped.rejected.length + stopped.notReached).toBe(stopped.lines)
    expect(stopped.notReached).toBeGreaterThan(0)
    expect(reportText(stopped)).toContain('start it again to go on')
    await runImport({ file, send: halved.send })
    expect(await halved.streams()).toEqual(await whole.streams())
  })

  it('sends the commands of one stream one after the other, others at the same time up to the bound', async () => {
    const under = new Set<string>()
    let most = 0
    const order: ImportCommand[] = []
    const send: Send = async command => {
      const stream = `${command.category}-${command.id}`
      expect(under).not.toContain(stream)
      under.add(stream)
      most = Math.max(most, under.size)
      order.push(command)
      await new Promise(setImmediate)
      under.delete(stream)
      return 'stored'
    }
    await runImport({ file: fileOf(content), send, inFlight: 3 })
    expect(most).toBe(3)
    expect(order.filter(({ category }) => category === 'product').map(({ type }) => type)).toEqual([
      'CreateProduct',
      'ActivateProduct',
      'SetPrices',
      'SetPrices',
    ])
  })

  it('ends with the first failure of the store and sends nothing more', async () => {
    let sent = 0
    const send: Send = async () => {
      sent += 1
      await Promise.resolve()
      throw new Error('the store is gone')
    }
    await expect(runImport({ file: fileOf(content), send, inFlight: 2 })).rejects.toThrow('the store is gone')
    expect(sent).toBeLessThanOrEqual(2)
  })

  it('counts the lines of a refused command as rejected, with the sentence of the refusal', async () => {
    const send: Send = async ({ type, id }) => {
      await Promise.resolve()
      return type === 'RecordOrder' && id === '536365'
        ? { rejected: 'There is such an order.', code: 'OrderExists' }
        : 'stored'
    }
    const report = await runImport({ file: fileOf(content), send })
    expect(report.rejected.map(({ line: number, reason }) => [number, reason])).toEqual([
      [2, 'There is such an order.'],
      [3, 'There is such an order.'],
      [5, expect.stringContaining('bad debt')],
    ])
    expect(report.imported + report.rejected.length).toBe(report.lines)
    expect(report.became.orders).toBe(1)
  })

  it('sends nothing of a file that is cut off', async () => {
    let sent = 0
    const send: Send = async () => {
      sent += 1
      return await Promise.resolve('stored')
    }
    await expect(runImport({ file: fileOf(content.slice(0, -20)), send })).rejects.toThrow(/cut off/)
    expect(sent).toBe(0)
  })

  it('tells how far it is', async () => {
    const steps: number[] = []
    const send: Send = async () => await Promise.resolve('stored')
    await runImport({ file: fileOf(content), send, onProgress: ({ done, total }) => steps.push(done / total) })
    expect(steps).toEqual([1])
  })
})

describe('the report as text', () => {
  it('lists counts, every rejected and every unlinked line', async () => {
    const send: Send = async () => await Promise.resolve('stored')
    const more = line({ invoice: 'C9', date: '1/9/2011 9:00', code: 'X', quantity: -1 })
    const text = reportText(await runImport({ file: fileOf(`${content}${more}\n`), send }))
    expect(text).toMatch(/^ +7 {2}lines of the file\n +6 {2}imported\n +1 {2}rejected$/m)
    expect(text).toMatch(/^ {2}line 5 +A3 +an adjustment of bad debt/m)
    expect(text).toMatch(/^ {2}line 8 +C9 +X +1 {2}not bought before$/m)
  })

  it('that plans what no command can carry is refused whole, before anything is sent', async () => {
    const { send, streams } = shop()
    const tooMany = Array.from({ length: MAX_LINES + 1 }, () => line({ invoice: '7' }))
    const file = fileOf(csv(line(), ...tooMany))
    await expect(runImport({ file, send })).rejects.toThrow(
      /^retail\.csv: line 3 \(online-retail\/order\/7\) can not be kept, .*Nothing was imported\.$/,
    )
    expect(await streams()).toEqual(new Map())
  })
})
