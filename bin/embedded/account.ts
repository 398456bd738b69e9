import { spawn } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'

/** The operating-system user that Postgres runs as; undefined means the one we are. */
export type Account = { readonly uid: number; readonly gid: number } | undefined

export type Outcome = { readonly code: number | null; readonly output: string }

/**
 * Runs a program to its end as an account. LC_ALL=C makes its messages and its locale the same everywhere, also without
 * LANG. `stdio: 'ignore'` is for programs that leave a server behind, which would hold a pipe open.
 */
export const run = (
  file: string,
  args: readonly string[],
  { account, cwd, stdio = 'pipe' }: { account: Account; cwd: string; stdio?: 'pipe' | 'ignore' },
): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...account, cwd, env: environment(), stdio: ['ignore', stdio, stdio] })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    child.on('error', reject)
    child.on('close', code => resolve({ code, output: output.trim() }))
  })

/** Ours without the PG* variables, which would redirect the programs to another server or directory. */
const environment = () => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG'))),
  LC_ALL: 'C',
})

/**
 * Postgres refuses to run as root; root runs it as the owner of what is there already, else as `postgres`, else as
 * `nobody`. Anybody else runs it as they are.
 */
export const accountFor = async (base: string): Promise<Account> => {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(base).catch(() => undefined)
  return owner !== undefined && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : unprivileged()
}

const unprivileged = async (): Promise<Account> => {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map(line => line.split(':'))
  for (const wanted of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find(([name]) => name === wanted) ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('Postgres does not run as root, and /etc/passwd has neither a user postgres nor a user nobody.')
}

/** Whether the account can enter a folder or execute a file: asked of the system, which also knows ACLs and mounts. */
export const canReach = async (account: Account, path: string): Promise<boolean> => {
  if (account === undefined) return true
  return (await run('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { account, cwd: '/' })).code === 0
}
