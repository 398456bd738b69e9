import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { removeAbandonedHomes, removeHome } from '../test/support/cluster.ts'
import { type Options, printMachine } from './support.ts'

const USAGE = `npm run bench -- [append|project|rebuild|visible|commands|list|filters|import|trail] [file]
  --rounds <n>    rounds per figure
  --seconds <n>   length of a round (append, list)
  --commands <n>  commands per round (visible, commands)
  --orders <n>    generate so many orders instead of importing a file (list, rebuild, filters)
  --home <dir>    keep the database there, filled, for the next time (filters)
  file            a file of Online Retail (list, import); ../shared/data/online-retail.csv.zst unless told otherwise
Without a name, all run one after the other. CPU profiles of the bench and of the servers it starts:
  npm exec -c 'NODE_OPTIONS="--cpu-prof --cpu-prof-dir=/tmp/profile" node bench/bench.ts import --rounds 1'`

/** Each is loaded when its turn comes. */
const benches: Readonly<Record<string, (options: Options) => Promise<void>>> = {
  append: async options => (await import('./append.ts')).benchAppend(options),
  project: async () => (await import('./project.ts')).benchProject(),
  rebuild: async options => (await import('./rebuild.ts')).benchRebuild(options),
  visible: async options => (await import('./visible.ts')).benchVisible(options),
  commands: async options => (await import('./commands.ts')).benchCommands(options),
  list: async options => (await import('./serve-list.ts')).benchList(options),
  filters: async options => (await import('./filters.ts')).benchFilters(options),
  import: async options => (await import('./import.ts')).benchImport(options),
  trail: async options => (await import('./trail.ts')).benchTrail(options),
}

const flag = { type: 'string' } as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: flag,
    seconds: flag,
    commands: flag,
    orders: flag,
    home: flag,
    help: { type: 'boolean', default: false },
  },
})
const [name, file] = positionals

const optionsOf = (): Options => {
  const { help: _help, home, ...counts } = values
  const given = Object.entries(counts).map(([key, text]) => [key, Number(text)] as const)
  const bad = given.find(([, count]) => !Number.isInteger(count) || count < 1)
  if (bad !== undefined) throw new RangeError(`--${bad[0]} takes a whole number from 1`)
  return {
    ...Object.fromEntries(given),
    ...(file === undefined ? {} : { file }),
    ...(home === undefined ? {} : { home }),
  }
}

/** Clusters outlive the process that started them; one that is interrupted takes its own along. */
const removeOwnHomes = async () => {
  const own = (await readdir(tmpdir())).filter(entry => entry.startsWith(`daybook-test-${process.pid}-`))
  await Promise.all(own.map(entry => removeHome(join(tmpdir(), entry))))
}

const run = async (): Promise<void> => {
  const options = optionsOf()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void removeOwnHomes().finally(() => process.exit(130)))
  await removeAbandonedHomes()
  printMachine()
  for (const [one, bench] of Object.entries(benches)) if (name === undefined || name === one) await bench(options)
}

if (values.help || (name !== undefined && !Object.hasOwn(benches, name))) {
  console.error(USAGE)
  process.exitCode = values.help ? 0 : 1
} else await run()
