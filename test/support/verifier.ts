import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const verifier = fileURLToPath(new URL('../../eventstore/proof/verify-proof.mjs', import.meta.url))

/** A file with that text, until the spec is over. */
export const fileOf = (text: string, name = 'proof.json'): string => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-proof-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

/** What the verifier says of a proof or a manifest, run as an auditor would. */
export const judged = (text: string, ...rest: readonly string[]) =>
  new Promise<{ code: number; out: string; err: string }>(resolve => {
    execFile(process.execPath, [verifier, fileOf(text), ...rest], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err })
    })
  })
