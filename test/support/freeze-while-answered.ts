import { openPool } from '../../eventstore/postgres/pool.ts'
import { connectLeader } from '../../projections/engine/run/term.ts'

// A leader that holds a row within a transaction and is frozen while Postgres sends it more than any buffer holds:
// node freeze-while-answered.ts <database url> <lease in seconds>

const [url = '', seconds = ''] = process.argv.slice(2)
const client = await connectLeader({ pool: openPool({ connectionString: url }), leaseSeconds: Number(seconds) })
await client.query('begin; update held set by = pg_backend_pid()')
client.query("select repeat('x', 1000000) from generate_series(1, 300)").catch(() => undefined)
process.send?.('asked', () => process.kill(process.pid, 'SIGSTOP'))
