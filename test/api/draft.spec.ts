import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let viewer: Viewer = localViewer
beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  await server.send('/api/products', { id: 'MUG', names: { en: 'Mug' } })
})
afterAll(() => server.close())

const form = () => ({
  commandId: v7(),
  store: 'UK',
  currency: 'GBP',
  'lines.0.sku': 'mu',
  'lines.0.quantity': '3',
  comment: 'Ring <twice>',
})

/** Asks for the form of a new order again, and answers the page; whatever the question, nothing is saved then. */
const ask = async (draft: string, fields: Record<string, string> = form()) => {
  const id = v7()
  const answer = await server.submit(`/api/drafts/${id}`, { ...fields, draft })
  expect((await server.get(`/drafts/${id}`)).status).toBe(404)
  return answer
}

describe('a form that is asked for again', () => {
  it('keeps everything that was typed and its command id, and sends nothing', async () => {
    const fields = form()
    const { status, body } = await ask('rows:lines', fields)
    expect(status).toBe(200)
    expect(body).toContain('Ring &lt;twice&gt;</textarea>')
    expect(body).toMatch(/value="mu"[^>]*name="lines\.0\.sku"/)
    expect(body).toContain(`name="commandId" value="${fields.commandId}"`)
    expect(body).not.toContain('data-problem')
  })

  it('stays on the revision that its person looked at', async () => {
    await server.send('/api/products/MUG', { names: { en: 'Cup' }, descriptions: {}, category: null })
    const fields = { 'names.en': 'Beaker', category: 'li', expectedRevision: '0', draft: 'find:category' }
    const { status, body } = await server.submit('/api/products/MUG', fields)
    expect(status).toBe(200)
    expect(body).toContain('name="expectedRevision" value="0"')
    expect(body).toContain('value="Beaker"')
  })

  it('has taken what was chosen', async () => {
    const { status, body } = await ask('choose:lines.0.sku:MUG')
    expect(status).toBe(200)
    expect(body).toContain('value="MUG"')
    expect(body).not.toContain('value="mu"')
  })

  it.each([
    '',
    'rows',
    'rows:',
    'rows:nothing',
    'rows:comment',
    'rows:lines:5',
    'find:lines',
    'find:lines.quantity',
    'find:lines.x.sku',
    'find:lines.99999999999999999999.sku',
    'find:lines.2000.sku',
    'find:lines.-1.sku',
    'find:constructor',
    'find:__proto__.x',
    'find:lines.0.sku:MUG',
    'choose:lines.0.sku',
    `choose:lines.0.sku:${'x'.repeat(201)}`,
    'send:lines',
    '\u0000',
  ])('is refused with a reason where there is no such field: %j', async draft => {
    const { status, body } = await ask(draft)
    expect(status).toBe(422)
    expect(body).toContain('The form has no such field to ask about.')
    expect(body).toContain('Ring &lt;twice&gt;</textarea>')
  })

  it('has no more rows than an order, however large their numbers are', async () => {
    const { status, body } = await ask('rows:lines', { ...form(), 'lines.987654321.sku': 'MUG' })
    expect(status).toBe(200)
    expect(body.length).toBeLessThan(100_000)
  })

  it('is a matter of forms alone', async () => {
    const fields = { ...form(), draft: 'rows:lines' }
    const program = await server.submit(`/api/drafts/${v7()}`, fields, { accept: 'application/json' })
    expect([program.status, program.json()]).toEqual([422, expect.objectContaining({ code: 'Invalid' })])
    const json = await server.send(`/api/drafts/${v7()}`, { ...fields, customer: null, lines: [], draft: 'rows:lines' })
    expect(json.status).toBe(422)
  })

  it('is shown to whoever may send it, and not where its thing is not there', async () => {
    expect((await server.submit('/api/products/NOPE', { draft: 'find:category' })).status).toBe(404)
    viewer = { ...localViewer, may: new Set([...localViewer.may].filter(may => may !== 'draft:SaveDraft')) }
    expect((await ask('rows:lines')).status).toBe(403)
    viewer = localViewer
  })
})
