import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

/**
 * Names the code that read models are made by: SHA-256, hexadecimal, over every file whose change could make another row
 * of the same event.
 */
export const codeDigest = (): string => {
  const hash = createHash('sha256')
  const files = globSync('{domain,eventstore,projections}/**/*.ts', { cwd: ROOT }).toSorted()
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(ROOT, file)))
  return hash.digest('hex')
}
