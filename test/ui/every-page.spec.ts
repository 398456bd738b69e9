import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../api/index.ts'
import { sends } from '../support/command-forms.ts'
import { addresses, fillDemo } from '../support/demo-pages.ts'
import { type Form, readPage } from '../support/html-page.ts'
import { assets } from '../support/sample-shell.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { brokenIn, faultsOf } from '../support/valid-html.ts'

let server: TestServer
let found: (address: string) => string

beforeAll(async () => {
  server = await startServer()
  found = await fillDemo(server.shop)
  await server.caughtUp()
}, 120_000)
afterAll(() => server.close())

const served = new Set(assets.files.keys())

const expectSound = async (markup: string) => {
  expect(await faultsOf(markup)).toEqual([])
  expect(brokenIn(markup, served)).toEqual([])
}

/** With nothing in it, made from a revision that there can not be. */
const nonsense = ({ hidden, controls }: Form): Record<string, string> => ({
  ...hidden,
  ...Object.fromEntries(controls.map(({ name }) => [name, ''])),
  expectedRevision: 'none',
})

const refusedBefore = new Set<string>()

/** One form of each command: the page that shows it again is the same wherever it was sent from. */
const stillToRefuse = (forms: readonly Form[]): readonly Form[] =>
  forms.filter(form => {
    const command = commands.find(route => sends(route, form))?.command
    if (command === undefined || refusedBefore.has(command)) return false
    refusedBefore.add(command)
    return true
  })

describe('is valid HTML that works under the policy of the server, with and without a refusal:', () => {
  for (const address of addresses)
    it(address, async () => {
      const { status, body } = await server.get(found(address))
      expect(status).toBe(200)
      await expectSound(body)
      for (const form of stillToRefuse(readPage(address, body).forms)) {
        const refused = await server.submit(form.action, nonsense(form))
        expect(refused.status, form.action).toBe(422)
        await expectSound(refused.body)
      }
    })
})
