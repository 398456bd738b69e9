import { Pool } from 'pg'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import { products } from '../../projections/catalog/product.ts'
import { claimJob } from '../../projections/engine/build/job.ts'
import { runJob } from '../../projections/engine/build/run-job.ts'
import { openUnsealed } from '../../projections/engine/fold/event.ts'

// A process of its own that does the job in the queue and, the n-th time it tells that it is at the named stage, is gone
// without a word: node rebuild-until-killed.ts <database url> <stage> <n>

const [url = '', place = '', count = '1'] = process.argv.slice(2)
const pool = new Pool({ connectionString: url })
const eventStore = await openPostgresEventStore({ pool })
const owner = `child ${process.pid}`
const job = await claimJob(pool, { owner, projections: [products] })
if (job === undefined) throw new Error('there is no job to do')
let times = 0
await runJob(job, {
  pool,
  eventStore,
  projections: [products],
  openPersonal: async () => openUnsealed,
  erasures: {},
  code: 'same',
  owner,
  batchSize: 10,
  maxRows: 15,
  signal: new AbortController().signal,
  onProgress: ({ stage }) => {
    if (stage === place && (times += 1) === Number(count)) process.kill(process.pid, 'SIGKILL')
  },
})
// Swapped, and nobody has been told.
if (place === 'done') process.kill(process.pid, 'SIGKILL')
