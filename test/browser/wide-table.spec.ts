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

  it('scrolls in its place where the window has no room for it, and shows whole what the keyboard comes to', async () => {
    const page = await shop.open('/orders', { locale: 'de-DE' })
    await page.evaluate(`for (const cell of document.querySelectorAll('tbody td')) {
      const link = document.createElement('a')
      link.href = '/'
      link.style.whiteSpace = 'nowrap'
      link.textContent = 'ein langes Wort und ein kurzes'
      cell.replaceChildren(link)
    }
    dispatchEvent(new Event('resize'))`)
    expect(await sticksOut(page)).toEqual([])
    await page.setViewportSize({ width: 1280, height: 700 })
    const hidden = `(() => {
      const place = document.querySelector('.table-wrap').getBoundingClientRect()
      const link = document.activeElement.getBoundingClientRect()
      return Math.max(0, place.left - link.left) + Math.max(0, link.right - place.right)
    })()`
    await page.locator('tbody tr:first-child th a').focus()
    for (let count = 0; count < 7; count += 1) {
      await page.keyboard.press('Tab')
      expect(await page.evaluate(hidden)).toBeLessThan(1)
    }
  })
})
