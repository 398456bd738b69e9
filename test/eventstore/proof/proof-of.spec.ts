import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { copyLog } from '../../../eventstore/copy-log.ts'
import type { EventStore } from '../../../eventstore/event-store.ts'
import { memoryEventStore } from '../../../eventstore/memory.ts'
import { type Proof, proofOf } from '../../../eventstore/proof/proof-of.ts'
import { judged } from '../../support/verifier.ts'
import { fill, key, useLog } from './sealed-log.ts'

const publicKey = key.publicKey.toString('hex')

const log = useLog(1_040)
let proof: Proof
const idAt = async (index: number) => (await log().store.readAll({ limit: 2_000 })).events[index + 1]?.id ?? ''
const proven = async (index: number): Promise<Proof> => {
  const found = await proofOf(log(), await idAt(index))
  if (found === undefined) throw new Error('not sealed')
  return found
}

beforeAll(async () => {
  await log().seal()
  await fill(log().store, 1)
  proof = await proven(1_030)
})

describe('the proof of an event', () => {
  it('holds for somebody who has nothing but the proof and the public key', async () => {
    const { code, out, err } = await judged(JSON.stringify(proof), publicKey)
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain(`ProductRenamed, revision 147 of product-1 (event ${proof.event.id}), is event number 1030`)
    expect(out).toContain('Block 1 (events 1024 to 1039) was sealed at 2026-03-02T12:00:00.000Z')
    expect(out).not.toContain('can not tell')
  })

  it('without a key from elsewhere says that it can not tell whose key it is', async () => {
    const { code, out } = await judged(JSON.stringify(proof))
    expect([code, out.includes('Whose key that is, this can not tell')]).toEqual([0, true])
  })

  it.each([0, 1, 511, 1_022, 1_023, 1_024, 1_039])('holds for event number %i', async index => {
    expect((await judged(JSON.stringify(await proven(index)), publicKey)).code).toBe(0)
  })

  it('is the same from a copy of the log', async () => {
    const store = memoryEventStore()
    await copyLog({ from: log().store, to: store })
    expect(await proofOf({ store, seals: log().seals }, proof.event.id)).toEqual(proof)
  })

  it('is not given for an event that is unknown or not sealed yet', async () => {
    expect(await proofOf(log(), randomUUID())).toBeUndefined()
    expect(await proofOf(log(), await idAt(1_040))).toBeUndefined()
  })

  it('is not given for an event that is no longer what was sealed', async () => {
    const readStream: EventStore['readStream'] = async (stream, options) =>
      (await log().store.readStream(stream, options)).map(event => ({ ...event, data: { n: -1 } }))
    const altered = { store: { readStream }, seals: log().seals }
    await expect(proofOf(altered, proof.event.id)).rejects.toThrow('is not what was sealed')
    const empty = { store: memoryEventStore(), seals: log().seals }
    await expect(proofOf(empty, proof.event.id)).rejects.toThrow('is missing from product-1')
  })
})

describe('a proof that was tampered with', () => {
  const { stringify } = JSON
  const flipped = (hex: string) => (hex.startsWith('0') ? `1${hex.slice(1)}` : `0${hex.slice(1)}`)
  const not = 'The proof does not hold: '

  it.each<[string, (proof: Proof) => unknown, string]>([
    ['in the data of its event', p => ({ ...p, event: { ...p.event, data: { n: 1 } } }), 'does not lead to the root'],
    ['by something added to its event', p => ({ ...p, event: { ...p.event, note: '' } }), 'does not lead to the root'],
    ['in its place', p => ({ ...p, index: p.index + 1 }), 'does not lead to the root'],
    ['in its place, out of the block', p => ({ ...p, index: 3 }), 'not within the block'],
    ['in a step of its path', p => ({ ...p, path: p.path.map(flipped) }), 'does not lead to the root'],
    ['by a step left out', p => ({ ...p, path: p.path.slice(1) }), 'does not lead to the root'],
    ['by a step that is none', p => ({ ...p, path: ['x'] }), 'step 1 of the path is not 32 bytes'],
    ['in its signature', p => ({ ...p, signature: flipped(p.signature) }), 'the signature is not one of this header'],
    ['in its header', p => ({ ...p, header: { ...p.header, number: 7 } }), 'the signature is not one of this header'],
    ['in its key', p => ({ ...p, publicKey: flipped(p.publicKey) }), 'names another key than the proof'],
    ['by taking its path away', p => ({ ...p, path: undefined }), 'event, header or path is missing'],
  ])('%s does not hold', async (_, tamper, why) => {
    const { code, out, err } = await judged(stringify(tamper(proof)))
    expect([code, out]).toEqual([1, ''])
    expect(err.startsWith(not)).toBe(true)
    expect(err).toContain(why)
  })

  it('by no longer being JSON does not hold, nor does one of another key', async () => {
    expect(await judged('{')).toMatchObject({ code: 1, err: expect.stringContaining('can not be read') })
    const other = await judged(stringify(proof), flipped(publicKey))
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('signed with another key') })
  })
})
