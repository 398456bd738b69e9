import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const forbidden: Readonly<Record<string, RegExp>> = {
  'a clock': /\bnew Date\(\s*\)|\bDate\.now\b|\bDate\(\s*\)|\bperformance\.now\b|\bhrtime\b|\bTemporal\.Now\b/,
  chance: /\bMath\.random\b|\bgetRandomValues\b|\brandomBytes\b|\brandomInt\b/,
  'an id made on the spot': /\brandomUUID\b|\buuid\.v\d\b|\bv[1-7]\(|\bnanoid\b/,
}

const root = new URL('../../', import.meta.url)
const withoutComments = (source: string) => source.replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')
// The engine has a lease to renew; handlers and deciders have nothing to do with time.
const isPure = (file: string) => file.endsWith('.ts') && !file.startsWith('projections/engine/')

const sources = ['domain', 'projections'].flatMap(folder =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .map(file => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter(isPure),
)

const found = (source: string) =>
  Object.entries(forbidden).flatMap(([what, pattern]) => (pattern.test(withoutComments(source)) ? [what] : []))

describe('what is decided and what is shown depends on the events alone', () => {
  it.each(sources)('%s reads no clock, takes no chance and makes no id', file => {
    expect(found(readFileSync(new URL(file, root), 'utf8'))).toEqual([])
  })

  it('is looked at in every area', () => {
    expect(sources).toEqual(expect.arrayContaining(['domain/catalog/product.ts', 'projections/catalog/product.ts']))
  })

  it('finds what it looks for', () => {
    expect(found('const now = new Date()')).toEqual(['a clock'])
    expect(found('Date.now() * Math.random()')).toEqual(['a clock', 'chance'])
    expect(found('const id = v7()')).toEqual(['an id made on the spot'])
    expect(found('new Date(event.at) // not new Date()')).toEqual([])
  })
})
