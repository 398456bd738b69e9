import { planImport } from '../bin/import/plan.ts'
import { readLines } from '../bin/import/read-lines.ts'
import { sendPlanned } from '../bin/import/send.ts'
import type { Shop } from '../bin/open-shop.ts'
import { recorder } from '../bin/record.ts'
import { thenProject } from '../bin/then-project.ts'
import { dataFile } from '../test/support/online-retail.ts'
import { inShop, withCluster } from './shop.ts'
import { figure, type Options, printTable, printTitle } from './support.ts'

const ROUNDS = 3
const IN_FLIGHT = 128

const PHASES = [
  'open the log, start projecting',
  'read the file',
  'plan',
  'record (projecting meanwhile)',
  'project the rest',
] as const

type Imported = {
  readonly lines: number
  readonly commands: number
  readonly events: number
  /** Of each phase. */
  readonly milliseconds: readonly number[]
}

/** The path of the real file: the one asked for, or the one beside the checkout, if it is there. */
export const retailFile = ({ file }: Options): string | undefined => file ?? dataFile('online-retail.csv.zst')

/** Does what `daybook import online-retail` does, and tells what each phase took. @throws Error for a refused command */
export const importFile = async (shop: Shop, file: string): Promise<Imported> => {
  const laps = [performance.now()]
  const lap = () => laps.push(performance.now())
  const send = recorder(shop.execute, 'import', { id: 'online-retail', kind: 'import' })
  const plan = await thenProject(shop, async () => {
    lap()
    const lines = await readLines(file)
    lap()
    const planned = planImport(lines)
    lap()
    const onAnswer = ({ key }: { key: string }, answer: unknown) => {
      if (answer !== 'stored') throw new Error(`${key} was not stored: ${JSON.stringify(answer)}`)
    }
    const { signal } = new AbortController()
    await sendPlanned(planned.commands, { send, onAnswer, inFlight: IN_FLIGHT, signal })
    lap()
    return planned
  })
  lap()
  const { commit } = await shop.store.head()
  return {
    lines: plan.lineCount,
    commands: plan.commands.length,
    events: Number(commit),
    milliseconds: laps.slice(1).map((at, index) => at - (laps[index] ?? at)),
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

const report = (rounds: readonly Imported[]): void => {
  const seconds = (of: (round: Imported) => number) =>
    figure(
      rounds.map(round => of(round) / 1000),
      2,
    )
  const share = (of: (round: Imported) => number) =>
    figure(
      rounds.map(round => (100 * of(round)) / sum(round.milliseconds)),
      1,
    )
  printTable(
    ['phase', 'seconds', '% of all'],
    [
      ...PHASES.map((name, index) => {
        const of = ({ milliseconds }: Imported) => milliseconds[index] ?? 0
        return [name, seconds(of), share(of)]
      }),
      ['all', seconds(({ milliseconds }) => sum(milliseconds)), ''],
    ],
  )
  const perSecond = (of: (round: Imported) => number) =>
    figure(rounds.map(round => (of(round) * 1000) / sum(round.milliseconds)))
  printTable(
    ['over the whole', 'count', 'per second'],
    (['lines', 'commands', 'events'] as const).map(name => [
      name,
      (rounds[0]?.[name] ?? 0).toLocaleString('en'),
      perSecond(round => round[name]),
    ]),
  )
}

/**
 * Prints how long the import of a whole file takes, from an empty log until all read models have seen all of it. It runs
 * in this process, so that one CPU profile shows all of it (`npm run bench -- --help` says how).
 */
export const benchImport = async (options: Options): Promise<void> => {
  const file = retailFile(options)
  if (file === undefined) return
  const rounds: Imported[] = []
  for (let round = 0; round < (options.rounds ?? ROUNDS); round += 1)
    await withCluster(async environment => {
      if (round === 0) await printTitle('import: Online Retail through the deciders', environment.DATABASE_URL)
      rounds.push(await inShop(environment, shop => importFile(shop, file)))
    })
  report(rounds)
}
