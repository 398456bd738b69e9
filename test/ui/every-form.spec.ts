import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandRoute } from '../../api/commands.ts'
import { DRAFT_FIELD } from '../../api/draft.ts'
import { commands } from '../../api/index.ts'
import { sentenceUnder, textFor } from '../../api/text/text.ts'
import { AskedOrderAddress } from '../../domain/orders/order-address.ts'
import { addressFields } from '../../ui/orders/order-customer.ts'
import {
  changeable,
  changed,
  filledIn,
  isInLaterRow,
  isOfRow,
  type Knowledge,
  nonsense,
  sends,
  shapeOf,
  streamOf,
} from '../support/command-forms.ts'
import { demoDatabase } from '../support/demo-database.ts'
import { addressesOf, findDemo, pickedSku } from '../support/demo-pages.ts'
import { type FormBrowser, openFormBrowser } from '../support/form-browser.ts'
import { type Control, type Form, type ReadPage, readPage, untouched } from '../support/html-page.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { putOnSale } from '../support/shop-filling.ts'

/** Commands that no page has a form or button for, and why. */
const withoutForm: Readonly<Record<string, string>> = {
  PlaceDraft: 'it is a button of the form of SaveDraft, which has its fields',
  PlaceOrder: 'programs send it; people place a draft',
  CopyOrder: 'it is a button on the page of an order, and not on one of its own',
  ResortChildren: 'the tree is shown in its order, and only programs change that so far',
}

const told = (command: string) => sentenceUnder(textFor('en-GB'), `done.${command}`)

const TOMORROW = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
/** Of an address there is all or nothing, and not every method goes everywhere. */
const ofShipment = ['delivery', 'requestedOn', ...AskedOrderAddress.keyof().options.map(name => `address.${name}`)]

const knowledge: Knowledge = {
  picked: { '/pick/product': 'MUG', '/pick/warehouse': 'main', '/pick/category': 'bags', '/pick/customer': '' },
  needed: {
    CreateUser: { groups: 'root' },
    OpenStore: { id: 'NEW', languages: 'en', language: 'en', currencies: 'GBP', currency: 'GBP' },
    CreateKey: { scopes: 'order:read' },
    ScanUnits: { code: pickedSku, quantity: '1' },
    DraftTransfer: { from: 'north', to: 'main' },
    ReviseTransfer: { from: 'north', to: 'main', 'lines.0.sku': 'MUG', 'lines.0.quantity': '1' },
    ReceiveTransfer: { reason: 'damaged' },
    SetPrices: { 'prices.0.net': '1.00' },
    ChangeShipment: { requestedOn: TOMORROW },
    // What it comes to has been seen before it is sent: as much as before.
    AmendOrder: { 'added.0.sku': 'FREE' },
    // Steps of other kinds of price are not seen.
    SetDeliveryPrice: {
      'weightSteps.0.upTo': '',
      'weightSteps.0.price': '',
      'valueSteps.0.from': '',
      'valueSteps.0.price': '',
    },
  },
  steady: {
    DraftTransfer: ['from', 'to'],
    ReviseTransfer: ['from', 'to'],
    OpenStockTaking: ['skus'],
    CreateShipment: ofShipment,
    ChangeShipment: ofShipment,
    // Folded away, or it comes to something else that was not seen.
    AmendOrder: ['delivery', ...AskedOrderAddress.keyof().options.map(name => `shipping.${name}`)],
    DrawPickList: ['orders'],
    // What is scanned is on the list, and no more than is left.
    ScanUnits: ['code', 'quantity'],
    SaveDraft: [
      // A draft stays with its store.
      'store',
      // Of an address there is all or nothing.
      ...['billing', 'shipping'].flatMap(of => addressFields.map(name => `${of}.${name}`)),
      // Folded away.
      ...['firstName', 'lastName', 'email', 'phone'].map(name => `newCustomer.${name}`),
      ...['name', 'email', 'phone'].map(name => `contact.${name}`),
    ],
  },
}

let server: TestServer
let browser: FormBrowser
let found: (address: string) => string

beforeAll(async () => {
  server = await startServer(undefined, undefined, { database: demoDatabase })
  found = await findDemo(server.shop)
  await putOnSale(server, 'MUG', 'Mug')
  await putOnSale(server, 'FREE', 'Catalogue', { gross: '0.00' })
  await server.send('/api/stock/north.MUG/quantity', { quantity: 50 })
  await server.caughtUp()
  browser = await openFormBrowser(server.app)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.close()
})

const open = async (address: string): Promise<ReadPage | undefined> => {
  const { status, body } = await server.get(found(address))
  return status === 200 ? readPage(address, body) : undefined
}

type Opened = { readonly page: ReadPage; readonly form: Form }

/** The form of a command on the page that shows it again when it is refused. */
const opened = async (route: CommandRoute): Promise<Opened | undefined> => {
  for (const address of addressesOf(route.form)) {
    const page = await open(address)
    const form = page?.forms.find(form => sends(route, form))
    if (page !== undefined && form !== undefined) return { page, form }
  }
  return undefined
}

const theForm = async (route: CommandRoute): Promise<Opened> => {
  const there = await opened(route)
  if (there === undefined) throw new Error(`${route.form} has no form of ${route.command}`)
  return there
}

type Answer = {
  readonly status: number
  readonly markup: string
  readonly page: ReadPage
  readonly form: Form | undefined
}

/** Sends the fields of a form; answers the form as it is shown again. */
const post = async (route: CommandRoute, form: Form, fields: Record<string, string>): Promise<Answer> => {
  const { status, body } = await server.submit(form.action, fields)
  const page = readPage(form.page, body === '' ? '<p></p>' : body)
  return { status, markup: body, page, form: page.forms.find(form => sends(route, form)) }
}

const controlOf = ({ form }: Answer, { name }: Pick<Control, 'name'>): Control => {
  const control = form?.controls.find(control => control.name === name)
  if (control === undefined) throw new Error(`the form that was shown again has no ${name}`)
  return control
}

const isText = ({ kind }: Control) => kind === 'text'
const isWords = (route: CommandRoute, control: Control) => isText(control) && shapeOf(route, control)?.type === 'string'
const isOfCommand = (route: CommandRoute) => (control: Control) => shapeOf(route, control) !== undefined

/** Its error is read out with the field, and the summary's links lead somewhere. */
const expectMarked = (answer: Answer, { name }: Control) => {
  const control = controlOf(answer, { name })
  const said = control.describedBy.map(answer.page.textOf)
  expect({ name, isInvalid: control.isInvalid }).toEqual({ name, isInvalid: true })
  expect(said.filter(Boolean), name).toHaveLength(control.describedBy.length)
  expect(control.describedBy, name).toContain(`${control.id}-error`)
  expect(answer.page.problemLinks, name).toContain(control.id)
  expectWhole(answer)
}

const expectWhole = ({ page }: Pick<Answer, 'page'>) => {
  expect(page.problemLinks.filter(id => !page.ids.includes(id))).toEqual([])
  expect(page.ids.toSorted()).toEqual([...new Set(page.ids)].toSorted())
}

/** What was typed is shown again. */
const expectKept = (answer: Answer, typed: Readonly<Record<string, string>>, form: Form) => {
  const names = form.controls.map(({ name }) => name)
  const shown: Record<string, string> = answer.form === undefined ? {} : untouched(answer.form)
  for (const [name, value] of Object.entries(typed))
    if (names.includes(name)) expect({ name, value: shown[name] }).toEqual({ name, value })
}

const eventsOf = async (stream: string, commandId = '') =>
  (await server.shop.store.readStream(stream)).filter(({ metadata }) => metadata.commandId === commandId).length

/** Tells every value from those that were typed before. */
let mark = 1
const newMark = (): number => (mark += 1)

/** For how many forms each promise was put to the test, so that none is kept because nothing was read. */
const held = new Map<string, Set<string>>()
const hold = (promise: string, { command }: CommandRoute) =>
  held.set(promise, (held.get(promise) ?? new Set()).add(command))

const withForm = commands.filter(({ command }) => !(command in withoutForm))

for (const route of withForm) {
  const { command } = route
  const isOwn = isOfCommand(route)

  describe(`the form of ${command}`, () => {
    it('is there, can be sent once, and says of each field what it is', async () => {
      const { page, form } = await theForm(route)
      expectWhole({ page })
      expect(form.hidden['commandId']).toMatch(/^[0-9a-f]{8}-/)
      const revision = form.hidden['expectedRevision']
      const last = (await server.shop.store.readStream(streamOf(route, form, form.hidden))).at(-1)
      if (revision !== undefined) expect(revision).toBe(String(last?.revision))
      for (const { id, name, label } of form.controls) {
        expect(page.ids, name).toContain(id)
        expect(label, name).not.toBe('')
        expect(label, name).not.toBe(name)
      }
    })

    it('insists on what the command needs, and on no longer texts than it takes', async () => {
      const { form } = await theForm(route)
      for (const control of form.controls.filter(isOwn)) {
        const { name, kind } = control
        const { required, maxLength } = shapeOf(route, control) ?? {}
        // A line of which nothing is wanted stays blank, so its cell insists on nothing.
        if (!control.isCell) expect({ name, required: control.isRequired }).toEqual({ name, required })
        if (kind === 'text') expect({ name, maxLength: control.maxLength }).toEqual({ name, maxLength })
        hold('shape', route)
      }
    })

    it('names everything that is missing at once, and keeps what was typed', async () => {
      const { form } = await theForm(route)
      const own = form.controls.filter(isOwn)
      const blank = own.filter(({ kind, options }) => kind === 'text' || options.includes(''))
      const needed = blank.filter(control => control.isRequired && !isOfRow(control))
      if (needed.length === 0) return
      const kept = own.filter(control => isWords(route, control) && !control.isRequired && !isOfRow(control))
      const typed = {
        ...Object.fromEntries(blank.map(({ name }) => [name, ''])),
        ...Object.fromEntries(kept.map(({ name }) => [name, 'Typed'])),
      }
      const answer = await post(route, form, { ...untouched(form), ...typed })
      expect(answer.status).toBe(422)
      for (const control of needed) expectMarked(answer, control)
      expectKept(answer, typed, form)
      hold('missing', route)
    })

    it('says of a text that it is too long, and keeps it', async () => {
      const { form } = await theForm(route)
      const limited = form.controls.filter(({ maxLength }) => maxLength !== undefined)
      for (const control of limited.filter(control => !isInLaterRow(form, control))) {
        const typed = { [control.name]: 'x'.repeat((control.maxLength ?? 0) + 1) }
        const answer = await post(route, form, { ...filledIn(route, form, knowledge), ...typed })
        expect(answer.status, control.name).toBe(422)
        expectMarked(answer, control)
        expectKept(answer, typed, form)
        hold('too long', route)
      }
    })

    it('says of a number or date that it is none, and keeps it', async () => {
      const { form } = await theForm(route)
      const strict = form.controls.filter(control => {
        const { type = '', format = '' } = shapeOf(route, control) ?? {}
        return isText(control) && (type === 'integer' || ['decimal', 'date'].includes(format))
      })
      for (const control of strict.filter(control => !isInLaterRow(form, control))) {
        const typed = { [control.name]: 'a few' }
        const answer = await post(route, form, { ...filledIn(route, form, knowledge), ...typed })
        expect(answer.status, control.name).toBe(422)
        expectMarked(answer, control)
        expectKept(answer, typed, form)
        hold('wrong kind', route)
      }
    })

    it('can be read by everybody when all of it is refused', async () => {
      const { form } = await theForm(route)
      const answer = await post(route, form, nonsense(form))
      expect(answer.status).toBe(422)
      expect(await browser.violationsIn(answer.markup)).toEqual([])
      hold('refused', route)
    })

    it('is shown again with what was typed when it is only asked for', async () => {
      const { form } = await theForm(route)
      const text = form.controls.find(control => control.name !== 'id' && isWords(route, control))
      const draft = form.drafts[0] ?? (text && `find:${text.name}`)
      if (draft === undefined) return
      const typed = { ...filledIn(route, form, knowledge), ...(text && { [text.name]: 'Typed' }) }
      const answer = await post(route, form, { ...typed, [DRAFT_FIELD]: draft })
      expect(answer.status).toBe(200)
      expectKept(answer, typed, form)
      expectWhole(answer)
      // What was found, and further rows, were not on the page before.
      if (form.drafts.length > 0) expect(await browser.violationsIn(answer.markup)).toEqual([])
      expect(answer.form?.hidden['commandId']).toBe(form.hidden['commandId'])
      expect(await eventsOf(streamOf(route, form, typed), form.hidden['commandId'])).toBe(0)
      hold('draft', route)
    })
  })
}

for (const route of withForm) {
  const { command } = route

  describe(`${command}, sent by its form`, () => {
    it('is carried out once from a browser without script, however often it is sent; who looked at it earlier is shown both values', async () => {
      const { form } = await theForm(route)
      const control = changeable(route, form, knowledge)
      const typed = (mark: number) => (control === undefined ? {} : { [control.name]: changed(route, control, mark) })
      const filled = { ...filledIn(route, form, knowledge), ...typed(newMark()) }

      const { sent, messages } = await browser.press(form, filled)
      expect(messages).toContain(told(command))
      // So what is sent elsewhere here is what a browser sends; each page comes with new ids.
      expect({ ...sent, ...form.hidden }).toEqual({ ...filled, ...form.hidden })
      const stream = streamOf(route, form, sent)
      const made = await eventsOf(stream, sent['commandId'])
      expect(made).toBeGreaterThan(0)
      expect((await post(route, form, sent)).status).toBe(303)
      expect(await eventsOf(stream, sent['commandId'])).toBe(made)
      hold('once', route)

      const again = await open(form.page)
      const shown = again?.forms.find(one => sends(route, one) && one.action === form.action)
      if (control === undefined || shown === undefined || untouched(shown)[control.name] !== sent[control.name]) return
      // It shows what is recorded, so it is an edit, and one of a revision.
      expect(form.hidden).toHaveProperty('expectedRevision')
      const late: Record<string, string> = { ...sent, ...typed(newMark()), commandId: crypto.randomUUID() }
      const answer = await post(route, form, late)
      expect(answer.status).toBe(409)
      expect(answer.page.conflict).toContain(control.label)
      for (const value of [sent[control.name], late[control.name]]) expect(answer.page.conflict).toContain(value)
      expectKept(answer, late, form)
      expectWhole(answer)
      expect(await browser.violationsIn(answer.markup)).toEqual([])
      hold('conflict', route)
    })
  })
}

it('every promise was put to the test, by forms that have what it is about', () => {
  const of = (promise: string) => [...(held.get(promise) ?? [])]
  expect(of('shape')).toEqual(expect.arrayContaining(['CreateProduct', 'SaveDraft', 'SetStock', 'EditCategory']))
  expect(of('missing')).toEqual(expect.arrayContaining(['CreateProduct', 'AddAddress', 'SetStock', 'RenameWarehouse']))
  expect(of('too long')).toEqual(expect.arrayContaining(['SetPrices', 'SaveDraft', 'EditProduct', 'AddNote']))
  expect(of('wrong kind')).toEqual(expect.arrayContaining(['SetPrices', 'SaveDraft', 'SetStock', 'CancelOrderLines']))
  expect(of('draft')).toEqual(expect.arrayContaining(['SaveDraft', 'CreateProduct', 'AddNote']))
  expect(of('refused').toSorted()).toEqual(withForm.map(({ command }) => command).toSorted())
  expect(of('once').toSorted()).toEqual(withForm.map(({ command }) => command).toSorted())
  expect(of('conflict')).toEqual(expect.arrayContaining(['EditProduct', 'EditCategory', 'MoveCategory', 'SetStock']))
})
