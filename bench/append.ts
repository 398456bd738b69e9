import { createDatabaseIn, startCluster } from '../test/support/cluster.ts'
import { emmett, loadEmmett } from './append-emmett.ts'
import { type AppendRound, appendAlone, appendWithReader, GRACE_MS, type Subject } from './append-load.ts'
import { benchRead } from './append-read.ts'
import { oneByOne, ours } from './append-subjects.ts'
import { figure, loadNow, type Options, printTable, printTitle } from './support.ts'

const ROUNDS = 5
const ROUND_MS = 1_500
const WARM_UP_MS = 300
const CALLERS = [1, 8, 32, 128]
/** The one that the others are compared with. */
const FLOOR = 'one-by-one INSERT'

type Measured = { readonly subject: Subject; readonly alone: AppendRound[]; readonly read: AppendRound[] }
type Peer = NonNullable<Awaited<ReturnType<typeof loadEmmett>>>
type Run = { readonly peer: Peer | undefined; readonly rounds: number; readonly milliseconds: number }

/** Takes turns, so that a moment when the machine is busy with something else hits all alike. */
const measure = async (subjects: readonly Subject[], callers: number, { rounds, milliseconds }: Run) => {
  const measured = subjects.map((subject): Measured => ({ subject, alone: [], read: [] }))
  for (const subject of subjects) await appendWithReader(subject, callers, WARM_UP_MS)
  for (let round = 0; round < rounds; round += 1)
    for (const { subject, alone, read } of measured) {
      alone.push(await appendAlone(subject, callers, milliseconds))
      read.push(await appendWithReader(subject, callers, milliseconds))
    }
  return measured
}

const rowOf = (name: string, rounds: readonly AppendRound[], floor: readonly AppendRound[]): string[] => {
  const of = (pick: (round: AppendRound, index: number) => number | undefined, digits: number) => {
    const values = rounds.flatMap((round, index) => pick(round, index) ?? [])
    return values.length === 0 ? '' : figure(values, digits)
  }
  return [
    name,
    of(({ perSecond }) => perSecond, 0),
    // A round is compared with the floor's of the same moment.
    of((round, index) => round.perSecond / (floor[index]?.perSecond ?? round.perSecond), 2),
    of(({ p50 }) => p50, 2),
    of(({ p99 }) => p99, 2),
    of(({ delivered }) => delivered, 2),
    of(({ passedOver }) => passedOver, 2),
  ]
}

const print = (title: string, measured: readonly Measured[]) => {
  const floor = measured.find(({ subject }) => subject.name === FLOOR)
  const rows = measured.flatMap(({ subject, alone, read }) => [
    rowOf(subject.name, alone, floor?.alone ?? []),
    rowOf(`${subject.name}, tail reader`, read, floor?.read ?? []),
  ])
  printTable([title, 'appends/s', 'of INSERT', 'p50 ms', 'p99 ms', 'delivered %', 'passed over %'], rows)
}

const benchCallers = async (cluster: string, callers: number, run: Run): Promise<void> => {
  const { url, close } = await createDatabaseIn(cluster)
  const subjects: Subject[] = []
  try {
    subjects.push(await ours(url), await oneByOne(url))
    if (run.peer !== undefined) subjects.push(await emmett(run.peer, url))
    const before = loadNow()
    const measured = await measure(subjects, callers, run)
    print(`${callers} ${callers === 1 ? 'caller' : 'callers'} · load ${before} → ${loadNow()}`, measured)
  } finally {
    for (const subject of subjects) await subject.close()
    await close()
  }
}

const title = ({ rounds, milliseconds }: Run) =>
  `append: one event of 330 bytes per append to each caller's own stream at its expected revision, ` +
  `${rounds} × ${milliseconds / 1_000} s in turns; ` +
  `delivered to a tail reader ${GRACE_MS / 1_000} s after the last append at the latest`

/** Prints durable appends per second beside INSERTs into the same Postgres and beside Emmett, and events read. */
export const benchAppend = async ({ rounds = ROUNDS, seconds }: Options): Promise<void> => {
  const run = { peer: await loadEmmett(), rounds, milliseconds: seconds === undefined ? ROUND_MS : seconds * 1_000 }
  const cluster = await startCluster()
  try {
    await printTitle(title(run), cluster.url)
    for (const callers of CALLERS) await benchCallers(cluster.url, callers, run)
    await benchRead(cluster.url, rounds)
  } finally {
    await cluster.stop()
  }
}
