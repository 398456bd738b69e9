import { readFile } from 'node:fs/promises'

/** Names the life of a process: the id alone is given to another one some day. undefined: there is none of that id. */
export const lifeOf = async (pid: number): Promise<string | undefined> => {
  if (process.platform !== 'linux') return isAlive(pid) ? `${pid}` : undefined
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  // The name of the program stands in brackets and may hold anything; state and start time are the 3rd and 22nd field.
  const [state, ...rest] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? []
  // One that was killed and whose parent has not looked yet is none.
  return state === undefined || state === 'Z' ? undefined : `${pid}.${rest[18]}`
}

/** Whether a process of that id exists, whoever owns it. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
