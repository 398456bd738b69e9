import { describe, expect, it } from 'vitest'
import { violationsOf } from '../support/axe.ts'
import { browserShop } from '../support/browser-shop.ts'
import { sticksOut } from '../support/within-reach.ts'

const shop = browserShop()

describe('the drawing of a process', () => {
  it.each(['light', 'dark'] as const)(
    'scrolls within its page on a phone, and can be read, where it is %s',
    async colorScheme => {
      const page = await shop.open('/order-processes/card-1', { viewport: { width: 360, height: 740 }, colorScheme })
      const drawing = page.getByRole('group', { name: 'Process: Card' })
      const widths = await drawing.evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])
      expect(widths[0]).toBeGreaterThan(widths[1] ?? Number.POSITIVE_INFINITY)
      // By keys alone, too.
      await drawing.focus()
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => drawing.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0)
      expect(await violationsOf(page)).toEqual([])
      expect(await sticksOut(page)).toEqual([])
    },
  )

  it('tries pasted steps, and takes them after it was asked', async () => {
    const page = await shop.open('/orders/advance')
    await page.getByLabel('Rows', { exact: false }).fill('order,step\nnobody,ship\n')
    await page.getByRole('button', { name: 'Try it' }).click()
    await page.getByText('There is no order nobody. Check the number.').waitFor()
    expect(await page.getByRole('button', { name: /^Take \d/ }).count()).toBe(0)
    // The button that was pressed was drawn anew: whoever uses the keyboard goes on from the answer.
    await expect.poll(() => page.locator('#main').evaluate(main => main.matches(':focus'))).toBe(true)
    expect(await violationsOf(page)).toEqual([])
  })
})
