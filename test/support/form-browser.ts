import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Locator, Page } from 'playwright-core'
import { violationsOf } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { type Control, type Form, untouched } from './html-page.ts'

type Fields = Record<string, string>

export type FormBrowser = {
  /** Opens the page of a form without script, types what differs from what it shows and presses its button. */
  readonly press: (form: Form, typed: Fields) => Promise<{ readonly sent: Fields; readonly messages: string }>
  /** What of a page that was answered is out of reach for somebody who uses it with script. */
  readonly violationsIn: (markup: string) => Promise<string[]>
  readonly close: () => Promise<void>
}

const enter = async (field: Locator, control: Control, value: string): Promise<void> => {
  const { kind } = control
  if (kind === 'select') await field.selectOption(value)
  else if (kind === 'text') await field.fill(value)
  else await field.setChecked(value === control.value)
}

const fieldsOf = (body: string | null): Fields =>
  Object.fromEntries(
    [...new URLSearchParams(body ?? '')].map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]),
  )

/** Boxes of one name are told apart by what they send. */
const placeOf = ({ name, kind, value }: Control): string =>
  `[name=${JSON.stringify(name)}]${kind === 'checkbox' ? `[value=${JSON.stringify(value)}]` : ''}`

const press = async (page: Page, form: Form, typed: Fields): ReturnType<FormBrowser['press']> => {
  await page.goto(form.page)
  const there = page.locator(`form[action=${JSON.stringify(form.action)}]`).first()
  const before = untouched(form)
  for (const control of form.controls.filter(({ name }) => typed[name] !== before[name]))
    await enter(there.locator(placeOf(control)).first(), control, typed[control.name] ?? '')
  const [request] = await Promise.all([
    page.waitForRequest(request => request.method() === 'POST'),
    page.waitForEvent('domcontentloaded'),
    there.locator('button:not([name], [type=button], [aria-hidden])').first().click(),
  ])
  // A page that is not there yet is looked at again, by itself.
  const messages = page.getByRole('region', { name: 'Messages' }).filter({ hasText: /\S/ })
  return { sent: fieldsOf(request.postData()), messages: await messages.innerText() }
}

/** One browser for all forms of a shop, with a window that runs scripts and one that does not. */
export const openFormBrowser = async (app: FastifyInstance): Promise<FormBrowser> => {
  const [browser] = await Promise.all([launchBrowser(), app.listen({ host: '127.0.0.1', port: 0 })])
  // A server that listens on a port has an address of this kind.
  const baseURL = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const open = async (javaScriptEnabled: boolean) => {
    const page = await (
      await browser.newContext({ baseURL, javaScriptEnabled, locale: 'en-GB', reducedMotion: 'reduce' })
    ).newPage()
    page.setDefaultTimeout(10_000)
    return page
  }
  const [plain, scripted] = [await open(false), await open(true)]
  // A page that does not follow what happens.
  await scripted.goto('/search')
  return {
    press: (form, typed) => press(plain, form, typed),
    violationsIn: async markup => {
      // As htmx shows it: what stands around the form stays.
      await scripted.evaluate(
        `document.querySelector('#main').replaceWith(
          new DOMParser().parseFromString(${JSON.stringify(markup)}, 'text/html').querySelector('#main'))`,
      )
      // Colours are those of components, and take longest to compute.
      return violationsOf(scripted, { within: '#main', without: ['color-contrast'] })
    },
    close: () => browser.close(),
  }
}
