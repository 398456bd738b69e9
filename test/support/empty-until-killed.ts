import { emptyCategories } from '../../bin/empty-categories.ts'
import type { Execute } from '../../eventstore/command.ts'
import { openPool } from '../../eventstore/postgres/pool.ts'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import { products } from '../../projections/catalog/product.ts'
import { readDeserted, removedCategories } from '../../projections/catalog/removed-category.ts'
import { startTestReadSide } from './read-side.ts'
import { writeSide } from './write-side.ts'

// A process of its own that lets products follow removed categories and is gone without a word when so many have:
// node empty-until-killed.ts <database url> <how many>

const [url = '', most = ''] = process.argv.slice(2)
const pool = openPool({ connectionString: url })
const eventStore = await openPostgresEventStore({ pool })
const readSide = await startTestReadSide({
  pool,
  eventStore,
  projections: [products, removedCategories],
  leaseSeconds: 1,
})
await readSide.ready()
const side = writeSide({ store: eventStore, clock: () => new Date() })
let sent = 0
const execute: Execute = async command => {
  sent += 1
  if (sent > Number(most)) process.kill(process.pid, 'SIGKILL')
  return side.execute(command)
}
while (sent <= Number(most)) {
  const deserted = await readDeserted(readSide.queries())
  await emptyCategories(deserted, { execute, readSide, signal: new AbortController().signal })
}
