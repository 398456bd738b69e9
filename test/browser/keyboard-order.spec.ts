import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserShop, cardOf, eventually, told } from '../support/browser-shop.ts'
import { fillPhoneShop } from '../support/phone-shop.ts'
import { register } from '../support/shop-filling.ts'

const shop = browserShop()

beforeAll(() => fillPhoneShop(shop))

/** The label of what has the focus. */
const focused = (page: Page) => async () => {
  const label = await page.evaluate(
    '(document.activeElement.labels?.[0] ?? document.activeElement).textContent.replace("*", "").trim()',
  )
  return String(label)
}

/** A keyboard that counts its keys beside typing, and is never told where it is. */
const keyboardOf = (page: Page) => {
  const counted = { keys: 0, loads: 0 }
  page.on('request', request => {
    if (request.isNavigationRequest()) counted.loads += 1
  })
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      counted.keys += 1
      await page.keyboard.press(key)
    }
  }
  const type = async (...texts: string[]) => {
    for (const text of texts) await page.keyboard.type(text)
  }
  return { press, type, counted }
}

/** Tabs to a field, as far away as it is said to be, and types into it. */
const filler =
  (page: Page, { press, type }: ReturnType<typeof keyboardOf>) =>
  async (label: string, text: string, tabs = 1) => {
    await press(...Array.from({ length: tabs }, () => 'Tab'))
    await eventually(focused(page)).toBe(label)
    await type(text)
  }

/** Looks for a product, takes it with the arrow, and goes on by Enter to its quantity and to the next line. */
const addLine = async (
  page: Page,
  { press, type }: ReturnType<typeof keyboardOf>,
  sought: string,
  quantity: string,
) => {
  await eventually(focused(page)).toBe('SKU')
  await type(sought)
  await page.getByRole('option', { name: new RegExp(`^${sought}`, 'i') }).waitFor()
  await press('ArrowDown', 'Enter', 'Enter')
  await eventually(focused(page)).toBe('Quantity')
  await type(quantity)
  await press('Enter')
}

const figures = (page: Page) => async () => (await page.locator('#draft-figures').innerText()).replaceAll(/\s+/g, ' ')

describe('an order on the phone, by keyboard alone', () => {
  it('is placed for a new customer with three lines on one page', async () => {
    const page = await shop.open('/')
    const keyboard = keyboardOf(page)
    const { press, type, counted } = keyboard
    const fill = filler(page, keyboard)
    await press('Control+k')
    await type('new order')
    await page.getByRole('option', { name: 'New order', selected: true }).waitFor()
    await press('Enter')
    await eventually(focused(page)).toBe('Customer')

    await fill('Store', 'UK')
    await press('Tab', 'Tab', 'Tab', 'Enter')
    await fill('First name', 'Ada')
    await fill('Last name', 'Byron')
    await fill('E-mail', 'byron@example.com')
    await press('Tab', 'Tab', 'Tab')
    await addLine(page, keyboard, 'mug', '2')
    await addLine(page, keyboard, 'jug', '2')
    await addLine(page, keyboard, 'bowl', '2')
    // Out of the line that stayed blank.
    await press('Enter')
    await eventually(focused(page)).toBe('Salutation')
    await fill('Street and number', '12 Dock Road', 4)
    await fill('Postal code', 'BA1 1AA', 2)
    await fill('City', 'Bath')
    await fill('Country', 'United Kingdom')
    await fill('Delivery method', 'Standard', 4)
    await fill('Payment method', 'Invoice')
    await eventually(figures(page)).toContain('Ordered £28.90')
    await eventually(figures(page)).toContain('Everything is there')
    await press('Control+Enter')
    await told(page, 'Order placed')
    await cardOf(page, 'Delivery and payment').getByText('Ada Byron').waitFor()
    expect(counted).toEqual({ keys: 40, loads: 1 })
  })

  it('keeps its place while it saves itself and while the customer is looked for', async () => {
    await register(shop, { email: 'grace@example.com' })
    await shop.caughtUp()
    const page = await shop.open('/drafts/new')
    const { press, type } = keyboardOf(page)
    await eventually(focused(page)).toBe('Customer')
    await type('hopper')
    await page.getByRole('option', { name: /grace@example.com/ }).waitFor()
    await press('ArrowDown', 'Enter')
    const customer = page.getByRole('combobox', { name: 'Customer' })
    await eventually(() => customer.inputValue()).toBe('Grace Hopper')
    await page.getByText('Saved', { exact: true }).waitFor()
    expect(await customer.inputValue()).toBe('Grace Hopper')
    await eventually(focused(page)).toBe('Customer')
    // A name that is typed over is looked for, and is no longer Grace.
    await press('End')
    await type('x')
    expect(await page.getByRole('status').filter({ hasText: 'grace@example.com' }).count()).toBe(0)
  })
})
