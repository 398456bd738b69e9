import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

type Cruised = {
  readonly summary: {
    readonly totalCruised: number
    readonly violations: readonly { readonly rule: { readonly name: string } }[]
  }
}

const cruise = async (folder: string, ...paths: string[]): Promise<Cruised['summary']> => {
  const config = join(root, '.dependency-cruiser.mjs')
  const cli = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 }
  const { stdout } = await run(process.execPath, [cli, '--config', config, '--output-type', 'json', ...paths], options)
    // A violation is an exit code; the report is what we look at.
    .catch((error: { stdout: string }) => error)
  return (JSON.parse(stdout) as Cruised).summary
}

const layers = ['bin', 'domain', 'eventstore', 'people', 'projections', 'api', 'ui', 'test']

describe('the boundaries between the layers', () => {
  it('are kept, and the tool really looks at the modules', async () => {
    const { totalCruised, violations } = await cruise(root, ...layers)
    expect(violations.map(({ rule }) => rule.name)).toEqual([])
    expect(totalCruised).toBeGreaterThan(150)
  })
})

describe('a planted violation', () => {
  let folder = ''
  const plant = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'daybook-boundaries-'))
    await plant('package.json', '{ "type": "module" }')
    await plant('eventstore/postgres/store.ts', 'export const store = 1\n')
    await plant('eventstore/execute.ts', 'export const execute = 1\n')
    await plant('domain/orders/order.ts', "export { product } from '../catalog/product.ts'\n")
    await plant('domain/catalog/product.ts', 'export const product = 1\n')
    await plant('api/pages.ts', "import type { shell } from './shell.ts'\nexport type Page = typeof shell\n")
    await plant('api/shell.ts', "import type { Page } from './pages.ts'\nexport const shell = (page: Page) => page\n")
    await plant('bin/open-shop.ts', "export { fill } from './fill.ts'\n")
    await plant('bin/fill.ts', "export { fill } from './demo/fill.ts'\n")
    await plant('bin/demo/fill.ts', 'export const fill = 1\n')
    await plant('domain/catalog/clock.ts', "export { execute } from '../../eventstore/execute.ts'\n")
    await plant('ui/page.ts', "export { execute } from '../eventstore/execute.ts'\n")
    await plant('api/server.ts', "export { store } from '../eventstore/postgres/store.ts'\n")
    await plant('projections/engine/store/rows.ts', 'export const rows = 1\n')
    await plant('projections/engine/fold/plan.ts', "export { rows } from '../store/rows.ts'\n")
    await plant(
      'projections/engine/build/swap.ts',
      "import type { run } from '../run/run.ts'\nexport type R = typeof run\n",
    )
    await plant('projections/engine/run/run.ts', 'export const run = 1\n')
    await plant(
      'projections/order.ts',
      "import type { store } from '../eventstore/postgres/store.ts'\nexport type S = typeof store\n",
    )
  })
  afterAll(() => rm(folder, { recursive: true }))

  it.each([
    ['domain/catalog', 'domain-imports'],
    ['domain/orders', 'areas-apart'],
    ['ui', 'ui-imports'],
    ['api', 'adapters-in-bin'],
    ['api/pages.ts', 'no-circular'],
    ['bin/open-shop.ts', 'composition-alone'],
    ['projections/order.ts', 'projections-imports'],
    ['projections/engine/fold', 'engine-fold-imports'],
    ['projections/engine/build', 'engine-build-imports'],
  ])('in %s is caught as %s', async (path, rule) => {
    const { violations } = await cruise(folder, path)
    expect(violations.map(violation => violation.rule.name)).toContain(rule)
  })
})

describe('the page about the architecture', () => {
  const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
  const topFolders = readdirSync(root, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map(({ name }) => name)
  // `<area>` stands for any of them.
  const places = [...new Set(page.match(/(?<![\w./(-])(?:[a-z]+\/)+(?:[a-z-]+\.ts)?/g))]

  it.each(places)('names %s, which is there', place => {
    expect(existsSync(join(root, place))).toBe(true)
  })

  it.each(topFolders)('says what %s is for', folder => {
    expect(places.some(place => place.startsWith(`${folder}/`))).toBe(true)
  })

  it('names every room of the projection engine', () => {
    const rooms = readdirSync(join(root, 'projections/engine'))
    expect(rooms.filter(room => !places.includes(`projections/engine/${room}/`))).toEqual([])
  })

  it('links decisions that are there', () => {
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link ?? '')
    expect(links.filter(link => !existsSync(join(root, 'docs', link)))).toEqual([])
    expect(links.length).toBeGreaterThan(5)
  })

  it('fits on a screen', () => {
    expect(page.split('\n').length).toBeLessThanOrEqual(70)
  })
})
