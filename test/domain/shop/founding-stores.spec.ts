import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** What tells logs of the time before of the two stores there were, and in which zones their days were counted. */
const telling = ['domain/shop/founding-stores.ts', 'domain/upcasters.ts']
const layers = globSync('{api,domain,eventstore,people,projections,ui}/**/*.ts')

it('no store is named in the code, but where logs are told of those that were', () => {
  expect(layers.length).toBeGreaterThan(500)
  // DE is a country, too; UK is the key of a store and nothing else.
  const naming = layers.filter(file => /\bUK\b(?::|')/.test(readFileSync(file, 'utf8')))
  expect(naming.toSorted()).toEqual(telling)
})
