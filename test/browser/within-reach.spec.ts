import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop } from '../support/browser-shop.ts'
import { demoDatabase } from '../support/demo-database.ts'
import { addresses, findDemo } from '../support/demo-pages.ts'
import { coveredInFirstRows, smallTargets, sticksOut } from '../support/within-reach.ts'

const shop = browserShop(demoDatabase)

let found: (address: string) => string

beforeAll(async () => {
  found = await findDemo(shop.shop())
  await shop.caughtUp()
})

// German words are the longer ones: what has room for them has room for the English.
describe('no page scrolls sideways, nothing lies over the first row of a table, and everything can be hit:', () => {
  for (const address of addresses)
    it(address, async () => {
      const page = await shop.open(found(address), { reducedMotion: 'reduce', locale: 'de-DE' })
      expect(await sticksOut(page)).toEqual([])
      expect(await coveredInFirstRows(page)).toEqual([])
      expect(await smallTargets(page)).toEqual([])
    })
})
