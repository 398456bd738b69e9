import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeKeptSchemas } from '../../bin/kept-schemas.ts'
import { openWebhookSecrets } from '../../people/webhook-secrets.ts'
import { signatureOf } from '../../people/webhook-signature.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'

const now = new Date('2026-01-15T10:00:00Z')
const after = (hours: number) => new Date(now.getTime() + hours * 60 * 60_000)
const body = Buffer.from('{"id":"e-1"}')

/** Stands for the vault: what is sealed can not be read, and opens for what it was sealed for alone. */
const sealing = {
  sealSecret: (secret: string, bound: string) =>
    Buffer.from(Buffer.from(JSON.stringify([secret, bound])).toString('base64')),
  openSecret: (sealed: Buffer, bound: string) => {
    const [secret, of] = JSON.parse(Buffer.from(sealed.toString(), 'base64').toString()) as [string, string]
    if (of !== bound) throw new Error('sealed for something else')
    return secret
  },
}

let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase()
  const client = await database.pool.connect()
  await makeKeptSchemas(client, true)
  client.release()
})
afterAll(() => database.close())

const secrets = () => openWebhookSecrets(database.pool, sealing)
const faultOf = (method: string, secret: string, at: Date) =>
  secrets().faultOf(method, { signature: signatureOf(secret, body, at), body }, at)

describe('the secret of a webhook', () => {
  it('is told by its beginning, signs for its method alone, and is not in the database as it is', async () => {
    expect(await secrets().sign('card', body, now)).toBeUndefined()
    const secret = await secrets().make('card', now)
    expect(secret).toMatch(/^daybook_webhook_[\w-]{43}$/)
    expect(await secrets().sign('card', body, now)).toBe(signatureOf(secret, body, now))
    expect(await faultOf('card', secret, now)).toBeUndefined()
    expect(await faultOf('invoice', secret, now)).toBe('noSecret')
    await secrets().make('invoice', now)
    expect(await faultOf('invoice', secret, now)).toBe('wrong')
    const { rows } = await database.pool.query<{ sealed: Buffer }>('select * from app.webhook_secret')
    expect(rows.map(({ sealed }) => sealed.toString()).join()).not.toContain(secret)
  })

  it('holds for a day more once there is another, which signs from then on', async () => {
    const first = await secrets().make('turned', now)
    const second = await secrets().make('turned', after(1))
    expect(await secrets().sign('turned', body, after(1))).toBe(signatureOf(second, body, after(1)))
    expect(await faultOf('turned', first, after(24.9))).toBeUndefined()
    expect(await faultOf('turned', first, after(25))).toBe('wrong')
    expect(await faultOf('turned', second, after(99))).toBeUndefined()
  })

  it('ends at once when two have come after it', async () => {
    const first = await secrets().make('twice', now)
    const second = await secrets().make('twice', now)
    const third = await secrets().make('twice', after(1))
    expect(await faultOf('twice', first, after(1))).toBe('wrong')
    expect(await faultOf('twice', second, after(1))).toBeUndefined()
    expect(await faultOf('twice', third, after(1))).toBeUndefined()
  })
})

describe('a signature', () => {
  const made = secretsOf('signed')
  const signed = (signature: string | undefined, at = now, of = body) =>
    made().then(() => secrets().faultOf('signed', { signature, body: of }, at))
  const good = async () => (await made().then(() => secrets().sign('signed', body, now))) ?? ''

  it('is good for five minutes, before and after its time', async () => {
    expect(await signed(await good(), new Date(now.getTime() + 5 * 60_000))).toBeUndefined()
    expect(await signed(await good(), new Date(now.getTime() + 5 * 60_000 + 1_000))).toBe('tooOld')
    expect(await signed(await good(), new Date(now.getTime() - 5 * 60_000 - 1_000))).toBe('tooOld')
  })
  it('is of one body and one time', async () => {
    expect(await signed(await good(), now, Buffer.from('{"id":"e-2"}'))).toBe('wrong')
    expect(await signed((await good()).replace(/t=\d+/, 't=1'))).toBe('wrong')
  })
  it('may stand among others, and with blanks', async () => {
    const [time = '', mac = ''] = (await good()).split(',')
    expect(await signed(`${time}, v1=${'0'.repeat(64)}, ${mac}`)).toBeUndefined()
  })
  it.each([undefined, '', 't=1', 'v1=00', `t=1,v1=${'0'.repeat(63)}`, `t=x,v1=${'0'.repeat(64)}`, 'a'.repeat(9_000)])(
    'is refused as %s',
    async signature => {
      const fault = await signed(signature)
      expect(fault).toBe(signature === undefined ? 'missing' : 'malformed')
    },
  )
})

/** Makes the secret of a method once. */
function secretsOf(method: string): () => Promise<string> {
  let once: Promise<string> | undefined
  return () => (once ??= secrets().make(method, now))
}
