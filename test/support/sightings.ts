import { projection } from '../../projections/engine/model/projection.ts'
import { integer, table, text } from '../../projections/engine/model/table.ts'

/** Counts the events of each product, so that one that is lost or taken twice shows. */
export const sightings = projection({
  name: 'sightings',
  version: 1,
  tables: { sighting: table({ key: ['sku'], columns: { sku: text(), seen: integer() } }) },
  on: {},
  onAny: ({ id }, { sighting }) => sighting.upsert({ sku: id }, row => ({ sku: id, seen: (row?.seen ?? 0) + 1 })),
})
