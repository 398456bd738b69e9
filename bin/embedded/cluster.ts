import { randomBytes } from 'node:crypto'
import { chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './account.ts'
import { isAlive } from './living.ts'
import { exists, type Place } from './place.ts'

/** Written into postgresql.conf once, so that an operator may change them there. */
const SETTINGS = {
  shared_buffers: '256MB',
  max_connections: '100',
  max_wal_size: '2GB',
  jit: 'off',
  // The log must not hold what events hold: neither statements that failed nor the values in their messages.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}
/** Settings as arguments of initdb and postgres. */
export const asArguments = (settings: Record<string, string>) =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])

/** Name of the one user that initdb creates. */
export const SUPERUSER = 'daybook'

/** Creates the cluster beside its place and moves it there whole, so that an initdb cut short is never taken for one. */
export const createCluster = async (place: Place, password: string, durable: boolean): Promise<void> => {
  await removeLeftovers(place)
  const draft = join(place.base, `creating-${process.pid}-${randomBytes(6).toString('hex')}`)
  const passwordFile = join(draft, 'password')
  await mkdir(draft, { mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (place.account !== undefined)
    await Promise.all([draft, passwordFile].map(path => chown(path, place.account?.uid ?? 0, place.account?.gid ?? 0)))
  try {
    await initialize(place, join(draft, 'data'), passwordFile, durable)
    // Fails when somebody else created it at the same moment with the same password: then theirs is it.
    await rename(join(draft, 'data'), place.data).catch(async error => {
      if (!(await exists(join(place.data, 'PG_VERSION')))) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

const initialize = async (place: Place, data: string, passwordFile: string, durable: boolean): Promise<void> => {
  const { code, output } = await run(
    join(place.native, 'bin', 'initdb'),
    [
      ['-D', data, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
      durable ? [] : ['--no-sync'],
      asArguments(SETTINGS),
    ].flat(),
    { account: place.account, cwd: place.base },
  )
  if (code !== 0) throw new Error(`Postgres could not create its data in ${place.base}: ${lastLines(output)}`)
}

/** What an initdb left behind whose parent was killed. */
const removeLeftovers = async (place: Place): Promise<void> => {
  const drafts = (await readdir(place.base)).filter(name => isAbandoned(/^creating-(\d+)-/.exec(name)?.[1]))
  await Promise.all(drafts.map(name => rm(join(place.base, name), { recursive: true, force: true })))
}

const isAbandoned = (pid: string | undefined): boolean => pid !== undefined && !isAlive(Number(pid))

/** The end of what a program said, as one line. */
export const lastLines = (text: string): string => text.trim().split('\n').slice(-5).join(' | ')
