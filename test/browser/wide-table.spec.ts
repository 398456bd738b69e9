import { describe, expect, it } from 'vitest'
import { browserShop } from '../support/browser-shop.ts'
import { demoDatabase } from '../support/demo-database.ts'
import { sticksOut } from '../support/within-reach.ts'

const shop = browserShop(demoDatabase)

describe('a table of many columns', () => {
  it('keeps its page as wide as the window when its figures grow', async () => {
    const page = await shop.open('/projections', { locale: 'de-DE' })
    // As when read models are built anew: states, figures and what was put aside take more room.
    await page.evaluate(`for (const row of document.querySelectorAll('tbody tr')) {
      for (const figure of row.querySelectorAll('.end')) figure.textContent = 'mehr als 9.999'
      for (const state of row.querySelectorAll('.badge')) state.textContent = 'fehlgeschlagen'
    }`)
    expect(await sticksOut(page)).toEqual([])
  })
})
