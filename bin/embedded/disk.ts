import { statfs } from 'node:fs/promises'
import type { Place } from './place.ts'

/** Less than this is none: the log of a transaction grows by files of 16 MB, and Postgres ends when it can not have one. */
const LEAST_BYTES = 64 * 1024 * 1024

/** @throws an Error of one line while there is no space left for the data */
export const checkDisk = async ({ data }: Place): Promise<void> => {
  const { bavail, bsize } = await statfs(data)
  if (bavail * bsize >= LEAST_BYTES) return
  const megabytes = Math.floor((bavail * bsize) / 1024 ** 2)
  throw new Error(
    `The disk of ${data} is full (${megabytes} MB left): make space, at least 64 MB. Nothing else is needed.`,
  )
}
