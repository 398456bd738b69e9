import { workAtRuns } from '../../eventstore/bulk/work.ts'
import type { Execute } from '../../eventstore/command.ts'
import { openPool } from '../../eventstore/postgres/pool.ts'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import { masterKey } from '../../eventstore/vault/cipher.ts'
import { memoryVault } from '../../eventstore/vault/vault.ts'
import { writeSide } from './write-side.ts'

// A process of its own that works at runs and is gone without a word when so many commands were done:
// node bulk-until-killed.ts <database url> <how many> <master key>

const [url = '', most = '', key = ''] = process.argv.slice(2)
const pool = openPool({ connectionString: url })
const store = await openPostgresEventStore({ pool })
const vault = memoryVault(masterKey(Buffer.from(key, 'hex')))
const side = writeSide({ store, vault, clock: () => new Date() })
let done = 0
const execute: Execute = async command => {
  const outcome = await side.execute(command)
  done += 1
  if (done > Number(most)) process.kill(process.pid, 'SIGKILL')
  return outcome
}
const { signal } = new AbortController()
await workAtRuns({ pool, store, vault, clock: () => new Date(), execute, signal })
