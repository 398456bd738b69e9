import { expect, it, onTestFinished } from 'vitest'
import { createHome, removeHome } from '../support/cluster.ts'
import { countOf } from './ledger.ts'
import { runSoak } from './run-soak.ts'

const SECONDS = Number(process.env['DAYBOOK_SOAK_SECONDS'] ?? 100)

it(
  'keeps every promise while it is used, and its server, sessions and database are killed',
  async () => {
    const home = await createHome()
    onTestFinished(() => removeHome(home))
    const said: string[] = []
    const ledger = await runSoak({
      home,
      seconds: SECONDS,
      // Its first four blows are one of each kind.
      seed: 'spec 14',
      users: 4,
      pauseMs: 60,
      tell: line => said.push(line),
    })
    expect(ledger.violations, said.join('\n')).toEqual([])
    expect(countOf(ledger, 'acknowledged')).toBeGreaterThan(SECONDS)
    expect(countOf(ledger, 'connections lost')).toBeGreaterThan(0)
    for (const blow of ['server', 'backends', 'postmaster', 'machine'])
      expect(countOf(ledger, `${blow} killed`), blow).toBeGreaterThan(0)
  },
  SECONDS * 1000 + 300_000,
)
