import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localViewer } from '../../../bin/local-viewer.ts'
import type { Viewer } from '../../../domain/viewer.ts'
import { sealLog } from '../../../eventstore/proof/seal-log.ts'
import { sealTrail } from '../../../eventstore/trail/seal-trail.ts'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { putOnSale } from '../../support/shop-filling.ts'
import { judged } from '../../support/verifier.ts'

type Item = { readonly eventId: string; readonly position: string }

let server: TestServer
let viewer: Viewer = localViewer
beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  await putOnSale(server, 'MUG', 'Mug')
})
afterAll(() => server.close())

const seal = () => {
  const { store, seals, sealKey: key } = server.shop
  return sealLog({ store, seals, key, clock: () => new Date(), partial: true })
}
const cards = async () => {
  const { status, body } = await server.get('/proof')
  expect(status, body).toBe(200)
  return { verifications: cardOf(body, 'Verifications'), seals: textOf(cardOf(body, 'Seals')) }
}
const verifications = async () => textOf((await cards()).verifications)
const firstEvent = async (query: string): Promise<Item> => {
  const { items } = (await server.get(`/api/events?${query}`, {})).json() as { items: Item[] }
  const [item] = items
  if (item === undefined) throw new Error(`an event for ${query}`)
  return item
}
const ended = async (said: string) => {
  expect((await server.send('/api/verifications', {})).status).toBe(200)
  await expect.poll(verifications, { timeout: 20_000, interval: 50 }).toContain(said)
  return (await cards()).verifications
}

describe('before anything is sealed', () => {
  it('the page says so, and how many events wait for it', async () => {
    const { seals, verifications: none } = await cards()
    const events = (await server.shop.store.readAll({ limit: 500 })).events.length - 1
    expect(seals).toContain('Last seal nothing is sealed yet')
    expect(seals).toContain(`Sealed events 0 Not sealed yet ${events}`)
    expect(textOf(none)).toContain('Nothing was verified here yet')
  })

  it('there is no proof of an event, and it is said when there will be one', async () => {
    const { eventId } = await firstEvent('type=ProductCreated')
    const program = await server.get(`/api/events/${eventId}/proof`, {})
    expect([program.status, program.json()]).toEqual([404, expect.objectContaining({ code: 'NotSealedYet' })])
    const person = await server.get(`/api/events/${eventId}/proof`)
    expect([person.status, person.headers['location']]).toEqual([303, `/events/${eventId}/proof`])
    const page = await server.get(`/events/${eventId}/proof`)
    expect([page.status, textOf(page.body)]).toEqual([
      200,
      expect.stringMatching(
        /once 1,024 events wait, and at \S+ \d+ \S+ \d{4} at .* at the latest\. Waiting now: \d+\./,
      ),
    ])
  })

  it('the page Proof and the lists of looks and exports say when what was added will be', async () => {
    for (const path of ['/proof', '/exports', '/access'])
      expect(textOf((await server.get(path)).body)).toMatch(/What was added since is sealed at .* at the latest\./)
  })

  it('of an event that is none there is none', async () => {
    for (const id of [randomUUID(), 'none']) expect((await server.get(`/api/events/${id}/proof`, {})).status).toBe(404)
  })
})

describe('a sealed log', () => {
  beforeAll(async () => {
    await seal()
  })

  it('is shown with its last seal and the public key', async () => {
    const { seals } = await cards()
    const last = await server.shop.seals.last()
    expect(seals).toContain(`Sealed events ${last?.header.count} Not sealed yet 0`)
    expect(seals).toContain('Last seal number 0')
    expect(seals).toContain(String(last?.header.link))
    expect(seals).toContain(server.shop.sealKey.publicKey.toString('hex'))
  })

  it('gives the proof of an event, to which the page of the event leads, and it holds elsewhere', async () => {
    const { eventId } = await firstEvent('type=ProductCreated')
    expect((await server.get(`/events/${eventId}`)).body).toContain(`href="/events/${eventId}/proof"`)
    const proof = await server.get(`/api/events/${eventId}/proof`)
    expect(proof.headers['content-disposition']).toBe(`attachment; filename="event-${eventId}.proof.json"`)
    const { code, out } = await judged(proof.body, server.shop.sealKey.publicKey.toString('hex'))
    expect([code, out]).toEqual([0, expect.stringContaining(`(event ${eventId})`)])
  })

  it('is verified on demand, and who asked and what was found stays', async () => {
    const last = await server.shop.seals.last()
    const card = await ended('as sealed')
    expect(textOf(card)).toContain(`among the ${last?.header.count} sealed ones. All are sealed.`)
    expect(textOf(card)).toContain('Looks, exports and verifications:')
    expect(textOf(card)).toMatch(/\d s local/)
  })

  it('is verified once at a time: asked for again it is the same verification', async () => {
    const ids = await Promise.all(
      [1, 2, 3].map(async () => (await server.send('/api/verifications', {})).json() as { id: string }),
    )
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1)
    await expect.poll(verifications, { timeout: 20_000, interval: 50 }).not.toMatch(/waiting|running/)
  })

  it('is verified for a person without script, who is led back to the page', async () => {
    const { status, headers } = await server.submit('/api/verifications', {})
    expect([status, headers['location']]).toEqual([303, '/proof'])
    await expect.poll(verifications, { timeout: 20_000, interval: 50 }).not.toMatch(/waiting|running/)
  })

  it('is for auditors only', async () => {
    const { eventId } = await firstEvent('type=ProductCreated')
    viewer = { ...localViewer, may: new Set(['order:read']) }
    for (const path of ['/proof', `/api/events/${eventId}/proof`]) expect((await server.get(path)).status).toBe(403)
    expect((await server.send('/api/verifications', {})).status).toBe(403)
    viewer = localViewer
  })
})

describe('an event that somebody with all rights in the database has altered', () => {
  it('is named, with a link to it, and there is no proof of it any more', async () => {
    const { eventId } = await firstEvent('type=ProductCreated')
    await server.owner.query(`
      alter table log.events disable trigger all;
      update log.events set data = jsonb_set(data::jsonb, '{names,en}', '"Cup"') where event_id = '${eventId}';
      alter table log.events enable trigger all`)
    const card = await ended('does not match')
    expect(textOf(card)).toMatch(/The event was altered: revision 0 of product-MUG, event number \d+ of the log\./)
    expect(card).toContain(`href="/events/${eventId}"`)
    const proof = await server.get(`/api/events/${eventId}/proof`, {})
    expect([proof.status, proof.json()]).toEqual([409, expect.objectContaining({ code: 'NotAsSealed' })])
    await server.owner.query(`
      alter table log.events disable trigger all;
      delete from log.events where event_id = '${eventId}';
      alter table log.events enable trigger all`)
    const after = await ended('The event is missing: revision 0 of product-MUG')
    expect(after.indexOf('is missing')).toBeLessThan(after.indexOf('was altered'))
  })
})

describe('who looked at what, which somebody with all rights in the database has changed', () => {
  it('is named in words, as is somebody whose key is missing', async () => {
    const { trail, sealKey: key } = server.shop
    await sealTrail({ trail, key, clock: () => new Date(), partial: true })
    const { rows } = await server.owner.query<{ last: number }>('select max(number)::int as last from app.access')
    await server.owner.query(`set session_replication_role = replica;
      delete from app.access where number = 2; reset session_replication_role`)
    const card = textOf(await ended('one row is missing'))
    expect(card).toContain(`In who looked at what, numbers 1 to ${rows[0]?.last}, sealed`)
    expect(card).toContain('Personal data of 0: each has its key, or was erased.')
  })

  it('is told on the page when its seals were taken away', async () => {
    expect((await server.get('/proof')).body).toContain('Looks and exports sealed at')
    await server.owner.query(
      'set session_replication_role = replica; truncate app.trail_seal; reset session_replication_role',
    )
    expect(textOf((await server.get('/proof')).body)).toContain(
      'Looks and exports are not sealed any more: trail seal 0',
    )
  })
})
