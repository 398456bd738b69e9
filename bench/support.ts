import { cpus, loadavg, totalmem } from 'node:os'
import { Client } from 'pg'

/** What a bench may be told; each has its own default for what is left out. */
export type Options = {
  readonly rounds?: number
  /** Length of a round. */
  readonly seconds?: number
  /** Commands per round. */
  readonly commands?: number
  /** Size of a generated log. */
  readonly orders?: number
  /** A file of Online Retail. */
  readonly file?: string
  /** Where the database of a bench is kept. */
  readonly home?: string
}

const median = (sorted: readonly number[]): number => {
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  return (low + high) / 2
}

/** Nearest rank: the smallest value that this share of all values does not exceed. */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? 0

/** `median (min–max)` of the rounds. */
export const figure = (values: readonly number[], digits = 0): string => {
  const sorted = values.toSorted((a, b) => a - b)
  const text = (value: number) =>
    value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return `${text(median(sorted))} (${text(sorted[0] ?? 0)}–${text(sorted.at(-1) ?? 0)})`
}

/** Prints rows in columns that are as wide as their widest cell; the first is left-aligned, figures are not. */
export const printTable = (header: readonly string[], rows: readonly (readonly string[])[]): void => {
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map(row => (row[column] ?? '').length)))
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
  for (const row of [header, widths.map(width => '─'.repeat(width)), ...rows]) console.log(line(row).join('  '))
  console.log()
}

/** How many processes wanted a core during the last minute, other people's too. */
export const loadNow = (): string => (loadavg()[0] ?? 0).toFixed(1)

/** What the figures below were measured on. */
export const printMachine = (): void => {
  const cores = cpus()
  const load = loadavg().map(value => value.toFixed(2))
  console.log(
    [
      `${cores.length} cores, ${cores[0]?.model.trim() ?? 'unknown'}`,
      `${Math.round(totalmem() / 1024 ** 3)} GiB`,
      `load average ${load.join(' ')}`,
      `Node ${process.versions.node}`,
    ].join(' · '),
  )
}

/** Says what is measured, and with which Postgres, as that one tells it. */
export const printTitle = async (title: string, databaseUrl: string): Promise<void> => {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ version: string; fsync: string; commit: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as commit`,
  )
  await client.end()
  const { version, fsync, commit } = rows[0] ?? {}
  const postgres = `Postgres ${version}, fsync ${fsync}, synchronous_commit ${commit}`
  console.log(`\n${title}\n${postgres}; figures are medians (min–max)\n`)
}
