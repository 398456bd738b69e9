import { describe, it } from 'vitest'
import type { Fact } from '../../../domain/decider.ts'
import { warehouse } from '../../../domain/shipping/warehouse.ts'
import { given } from '../../support/given.ts'

const opened = { type: 'WarehouseOpened' as const, data: { name: 'Main hall' } }
const closed = { type: 'WarehouseClosed' as const, data: { reason: 'Moved' } }
const open = { type: 'OpenWarehouse' as const, data: { name: 'Main hall' } }
const rename = { type: 'RenameWarehouse' as const, data: { name: 'North hall' } }
const close = { type: 'CloseWarehouse' as const, data: { reason: 'Moved' } }

const facts = (...there: readonly string[]) => ({
  facts: ['MAIN', 'Main', 'MAIN.HALL', 'Main.hall', 'NORTH', 'North'].map(
    key => [{ category: 'warehouse' } as Fact<unknown>, key, there.includes(key)] as const,
  ),
})

describe('opening a warehouse', () => {
  it('makes it', () => given(warehouse, 'main').when(open, facts()).then(opened))
  it('opens a closed one again', () => given(warehouse, 'main', opened, closed).when(open).then(opened))
  it('is refused when it is open', () =>
    given(warehouse, 'main', opened).when(open).thenRejected('WarehouseExists', 'id'))
  it('needs a key without a dot', () =>
    given(warehouse, 'main.hall').when(open).thenRejected('WarehouseKeyMalformed', 'id'))
  it('is told apart from others by more than the case of its key', () => {
    given(warehouse, 'North').when(open).thenRejected('WarehouseKeyMalformed', 'id')
    given(warehouse, 'north').when(open, facts('North')).thenRejected('WarehouseExists', 'id')
    given(warehouse, 'north').when(open, facts('NORTH')).thenRejected('WarehouseExists', 'id')
  })
  it('opens a closed one again under the key that an older log has', () =>
    given(warehouse, 'North', opened, closed).when(open).then(opened))
})

describe('recording that there was a warehouse', () => {
  const record = { type: 'RecordWarehouse' as const, data: { name: 'Main hall' } }
  it('opens it', () => given(warehouse, 'main').when(record, facts()).then(opened))
  it('does nothing when it is there, open or closed since', () => {
    given(warehouse, 'main', opened).when(record).thenNothing()
    given(warehouse, 'main', opened, closed).when(record).thenNothing()
  })
  it('needs a key without a dot', () =>
    given(warehouse, 'main.hall').when(record).thenRejected('WarehouseKeyMalformed', 'id'))
})

describe('renaming a warehouse', () => {
  const renamed = { type: 'WarehouseRenamed' as const, data: { name: 'North hall' } }
  it('gives it another name', () => given(warehouse, 'main', opened).when(rename).then(renamed))
  it('does nothing the second time', () => given(warehouse, 'main', opened, renamed).when(rename).thenNothing())
  it('needs a warehouse', () => given(warehouse, 'main').when(rename).thenRejected('WarehouseUnknown'))
})

describe('closing a warehouse', () => {
  it('says why', () => given(warehouse, 'main', opened).when(close).then(closed))
  it('does nothing the second time', () => given(warehouse, 'main', opened, closed).when(close).thenNothing())
  it('needs a warehouse', () => given(warehouse, 'main').when(close).thenRejected('WarehouseUnknown'))
})
