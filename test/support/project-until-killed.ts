import { openPool } from '../../eventstore/postgres/pool.ts'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import { products } from '../../projections/catalog/product.ts'
import type { Hooks } from '../../projections/engine/store/batch.ts'
import { startTestReadSide } from './read-side.ts'
import { sightings } from './sightings.ts'

// A process of its own that projects and, at the named place of the third batch, is gone without a word, or frozen:
// node project-until-killed.ts <database url> <hook | never> [SIGSTOP]

const [url = '', place = '', signal = 'SIGKILL'] = process.argv.slice(2)
const BATCH = 3

let batches = 0
const die = () => {
  batches += 1
  if (batches === BATCH) process.kill(process.pid, signal)
}
const hooks: Record<string, Hooks> = {
  beforeBatch: { beforeBatch: die },
  beforeCommit: { beforeCommit: die },
  afterCommit: { afterCommit: die },
}
const pool = openPool({ connectionString: url })
const eventStore = await openPostgresEventStore({ pool })
const readSide = await startTestReadSide({
  pool,
  eventStore,
  projections: [products, sightings],
  leaseSeconds: 1,
  batchSize: 20,
  hooks: hooks[place] ?? {},
})
await readSide.ready()
process.send?.('ready')
