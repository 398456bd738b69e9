import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { percentile, printMachine, printTable } from '../../bench/support.ts'
import { countOf, type Ledger } from './ledger.ts'
import { removeSoaked, runSoak } from './run-soak.ts'

const SHOWN_VIOLATIONS = 50
const whole = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 0 })

const figuresOf = (ledger: Ledger): [string, string][] => {
  const counted = (what: string): [string, string] => [what, whole(countOf(ledger, what))]
  const kills = ['server killed', 'backends killed', 'postmaster killed', 'machine killed'].map(counted)
  const served = ['503', 'connections lost', 'stale', 'looked at after the answer', 'seen later after a kill'].map(
    counted,
  )
  return [
    counted('requests'),
    ['commands', whole(ledger.entries.length)],
    ...['acknowledged', 'lost', 'doubled', 'stored without an answer'].map(counted),
    ['refused', whole(ledger.entries.filter(({ refused, done }) => refused.length > 0 && done.length === 0).length)],
    ...kills,
    ...served,
    ['p50 ms of a command', percentile(ledger.latencies, 0.5).toFixed(1)],
    ['p99 ms of a command', percentile(ledger.latencies, 0.99).toFixed(1)],
    ['longest outage s', (ledger.longestOutage / 1000).toFixed(1)],
    ['violations', whole(ledger.violations.length)],
  ]
}

const refusals = (ledger: Ledger): [string, string][] => {
  const codes = ledger.entries.flatMap(({ refused }) => refused)
  return [...Map.groupBy(codes, code => code)]
    .map(([code, all]): [string, string] => [code, whole(all.length)])
    .toSorted(([a], [b]) => a.localeCompare(b))
}

const { minutes, seed, users, pause } = new Command('soak')
  .description(
    'Uses a new shop through HTTP while its server, sessions and database are killed, then checks everything.',
  )
  .option('--minutes <n>', 'how long', '15')
  .option(
    '--seed <text>',
    'the same one wants the same and kills the same; chance has its say in between',
    randomUUID(),
  )
  .option('--users <n>', 'how many at once', '8')
  .option('--pause <ms>', 'between two requests of a user, on average', '40')
  .parse()
  .opts<Record<'minutes' | 'seed' | 'users' | 'pause', string>>()

printMachine()
console.log(`npm run soak -- --minutes ${minutes} --users ${users} --pause ${pause} --seed ${seed}\n`)
const home = await mkdtemp(join(tmpdir(), 'daybook-soak-'))
await chmod(home, 0o711)
const asked = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => asked.abort())
const ledger = await runSoak({
  home,
  seconds: Number(minutes) * 60,
  seed,
  users: Number(users),
  pauseMs: Number(pause),
  asked: asked.signal,
  tell: line => console.error(line),
})
printTable(['refusal', 'times'], refusals(ledger))
printTable(['figure', 'value'], figuresOf(ledger))
for (const violation of ledger.violations.slice(0, SHOWN_VIOLATIONS)) console.log(`VIOLATED: ${violation}`)
if (ledger.violations.length === 0) await removeSoaked(home)
else console.log(`The shop is kept in ${home}`)
process.exitCode = ledger.violations.length === 0 ? 0 : 1
