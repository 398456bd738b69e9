import { describe, expect, it } from 'vitest'
import type { Fact } from '../../../domain/decider.ts'
import { warehouse } from '../../../domain/shipping/warehouse.ts'
import { given } from '../../support/given.ts'

/** Of an older log, when names were not claimed. */
const opened = { type: 'WarehouseOpened' as const, data: { name: 'Main hall' } }
const claimed = { claimed: { 'warehouse-name': 'claim.1' } }
const claiming = { type: 'WarehouseOpened' as const, data: { name: 'Main hall', nameClaim: 'claim.1' } }
const closed = { type: 'WarehouseClosed' as const, data: { reason: 'Moved' } }
const open = { type: 'OpenWarehouse' as const, data: { name: 'Main hall' } }
const rename = { type: 'RenameWarehouse' as const, data: { name: 'North hall' } }
const close = { type: 'CloseWarehouse' as const, data: { reason: 'Moved' } }

const facts = (...there: readonly string[]) => ({
  ...claimed,
  facts: ['MAIN', 'Main', 'MAIN.HALL', 'Main.hall', 'NORTH', 'North'].map(
    key => [{ category: 'warehouse' } as Fact<unknown>, key, there.includes(key)] as const,
  ),
})

describe('opening a warehouse', () => {
  it('makes it', () => given(warehouse, 'main').when(open, facts()).then(claiming))
  it('opens a closed one again', () => given(warehouse, 'main', opened, closed).when(open, claimed).then(claiming))
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
    given(warehouse, 'North', opened, closed).when(open, claimed).then(claiming))
})

describe('recording that there was a warehouse', () => {
  const record = { type: 'RecordWarehouse' as const, data: { name: 'Main hall' } }
  it('opens it', () => given(warehouse, 'main').when(record, facts()).then(claiming))
  it('does nothing when it is there, open or closed since', () => {
    given(warehouse, 'main', opened).when(record).thenNothing()
    given(warehouse, 'main', opened, closed).when(record).thenNothing()
  })
  it('needs a key without a dot', () =>
    given(warehouse, 'main.hall').when(record).thenRejected('WarehouseKeyMalformed', 'id'))
})

describe('renaming a warehouse', () => {
  const renamed = { type: 'WarehouseRenamed' as const, data: { name: 'North hall', nameClaim: 'claim.2' } }
  const other = { claimed: { 'warehouse-name': 'claim.2' } }
  it('gives it another name', () => given(warehouse, 'main', opened).when(rename, other).then(renamed))
  it('gives the name before free, if it was claimed', () =>
    given(warehouse, 'main', claiming)
      .when(rename, other)
      .then({ ...renamed, data: { ...renamed.data, released: 'claim.1' } }))
  it('to another spelling of its name gives nothing free', () =>
    given(warehouse, 'main', claiming)
      .when({ type: 'RenameWarehouse', data: { name: 'MAIN HALL' } }, claimed)
      .then({ type: 'WarehouseRenamed', data: { name: 'MAIN HALL', nameClaim: 'claim.1' } }))
  it('does nothing the second time', () => given(warehouse, 'main', opened, renamed).when(rename).thenNothing())
  it('needs a warehouse', () => given(warehouse, 'main').when(rename).thenRejected('WarehouseUnknown'))
})

describe('claiming the name of a warehouse that is older than claims', () => {
  const claim = { type: 'ClaimWarehouseName' as const, data: { name: 'Main hall' } }
  const kept = { type: 'WarehouseNameClaimed' as const, data: { nameClaim: 'claim.1' } }
  it('keeps it for that one', () => given(warehouse, 'main', opened).when(claim, claimed).then(kept))
  it('does nothing the second time, to one that has claimed its name, is called otherwise now, or is not there', () => {
    given(warehouse, 'main', opened, kept).when(claim, claimed).thenNothing()
    given(warehouse, 'main', claiming).when(claim, claimed).thenNothing()
    const data = { name: 'North hall' }
    given(warehouse, 'main', opened, { type: 'WarehouseRenamed', data }).when(claim, claimed).thenNothing()
    given(warehouse, 'main').when(claim, claimed).thenNothing()
  })
  it('is given free when it is renamed', () =>
    given(warehouse, 'main', opened, kept)
      .when(rename, { claimed: { 'warehouse-name': 'claim.2' } })
      .then({ type: 'WarehouseRenamed', data: { name: 'North hall', nameClaim: 'claim.2', released: 'claim.1' } }))
})

describe('the address, stores and priority of a warehouse', () => {
  const dock = { street: '12 Dock Road', zip: 'L3 4AG', city: 'Liverpool', country: 'GB' }
  const edit = (over: object = {}) => ({
    type: 'EditWarehouse' as const,
    data: { ...dock, allStores: false, stores: ['UK', 'DE', 'UK'], priority: 10, ...over },
  })
  const set = [
    { type: 'WarehouseAddressSet' as const, data: dock },
    { type: 'WarehouseStoresSet' as const, data: { stores: ['DE', 'UK'] } },
    { type: 'WarehousePrioritySet' as const, data: { priority: 10 } },
  ]
  it('are set', () =>
    given(warehouse, 'main', opened)
      .when(edit())
      .then(...set))
  it('change nothing the second time', () =>
    given(warehouse, 'main', opened, ...set)
      .when(edit())
      .thenNothing())
  it('are kept while it is closed and opened again', () =>
    given(warehouse, 'main', opened, ...set, closed, opened)
      .when(edit())
      .thenNothing())
  it('serve every store unless somebody says otherwise, and none if they say so', () => {
    const unplaced = { street: null, zip: null, city: null, country: null, priority: 500 }
    given(warehouse, 'main', opened)
      .when(edit({ ...unplaced, allStores: true }))
      .thenNothing()
    given(warehouse, 'main', opened)
      .when(edit({ ...unplaced, stores: undefined }))
      .then({ type: 'WarehouseStoresSet', data: { stores: [] } })
  })
  it('have a postcode as their country writes it, unless it was so recorded', () => {
    given(warehouse, 'main', opened)
      .when(edit({ zip: '123' }))
      .thenRejected('PostcodeMalformed', 'zip')
    given(warehouse, 'main', opened)
      .when(edit({ zip: '123', stores: ['FR'] }))
      .thenAllRejected(['PostcodeMalformed', 'zip'], ['StoreUnknown', 'stores'])
    const odd = { type: 'WarehouseAddressSet' as const, data: { ...dock, zip: '123' } }
    given(warehouse, 'main', opened, ...set, odd)
      .when(edit({ zip: '123', priority: 20 }))
      .then({ type: 'WarehousePrioritySet', data: { priority: 20 } })
  })
  it('are in a country that there is', () => {
    const { EditWarehouse } = warehouse.commands
    expect(EditWarehouse.safeParse(edit({ country: 'Germany' }).data).data?.country).toBe('DE')
    expect(EditWarehouse.safeParse(edit({ country: 'Atlantis' }).data).success).toBe(false)
  })
  it('need stores that there are, unless it served them before', () => {
    given(warehouse, 'main', opened)
      .when(edit({ stores: ['FR'] }))
      .thenRejected('StoreUnknown', 'stores')
    const french = { type: 'WarehouseStoresSet' as const, data: { stores: ['FR'] } }
    given(warehouse, 'main', opened, french)
      .when(edit({ stores: ['FR'] }))
      .then(...set.filter(({ type }) => type !== 'WarehouseStoresSet'))
  })
  it('need a warehouse', () => given(warehouse, 'main').when(edit()).thenRejected('WarehouseUnknown'))
})

describe('closing a warehouse', () => {
  it('says why', () => given(warehouse, 'main', opened).when(close).then(closed))
  it('does nothing the second time', () => given(warehouse, 'main', opened, closed).when(close).thenNothing())
  it('needs a warehouse', () => given(warehouse, 'main').when(close).thenRejected('WarehouseUnknown'))
})
