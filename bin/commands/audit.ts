import { hasFault, verifyShop } from '../../eventstore/audit/verify-shop.ts'
import { firstGap } from '../../eventstore/postgres/first-gap.ts'
import { CanNotSeal } from '../../eventstore/proof/keep-seal.ts'
import { NotAsSealed, proofOf } from '../../eventstore/proof/proof-of.ts'
import { sealLog } from '../../eventstore/proof/seal-log.ts'
import { sealTrail } from '../../eventstore/trail/seal-trail.ts'
import type { Config } from '../config.ts'
import { type Shop, withShop } from '../open-shop.ts'
import { estimatedTotal, showProgress } from '../progress.ts'
import { UserError } from '../user-error.ts'
import { counted, isUnsealed, verifiedText } from '../verified-text.ts'

const explained = (error: unknown): never => {
  if (error instanceof CanNotSeal)
    throw new UserError(`Nothing more was sealed: ${error.message}. daybook audit verify tells more.`)
  if (error instanceof NotAsSealed)
    throw new UserError(`There is nothing to prove: ${error.message}. daybook audit verify tells more.`)
  throw error
}

/** Aborted on Ctrl-C. What was sealed by then stays. */
const interrupted = (): AbortSignal => {
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort(new UserError('Stopped. Run the same command again.')))
  return stopping.signal
}

/** A progress bar over the log as its events come by. */
const progressOver = async ({ store }: Shop, label: string) => {
  const { commit: head } = await store.head()
  const progress = showProgress(label)
  return {
    update: (events: number, { commit }: { readonly commit: bigint }) =>
      progress.update(events, estimatedTotal(events, commit, head)),
    end: (events: number) => progress.end(events, events),
  }
}

/** Seals all of the log and of the trail that is not sealed yet. */
export const auditSeal = (config: Config): Promise<void> =>
  withShop(config, async shop => {
    const { store, seals, sealKey: key, sealBook, trail } = shop
    const signal = interrupted()
    const progress = await progressOver(shop, 'Sealing')
    const { blocks, events } = await sealLog({
      store,
      seals,
      key,
      ...(sealBook && { book: sealBook }),
      clock: shop.clock.now,
      partial: true,
      onProgress: progress.update,
      signal,
    }).catch(explained)
    if (events > 0) progress.end(events)
    const rows = await sealTrail({ trail, key, clock: shop.clock.now, partial: true, signal }).catch(explained)
    if (rows > 0) process.stdout.write(`Sealed ${counted(rows, 'row')} of looks, exports and verifications\n`)
    process.stdout.write(
      `Sealed ${counted(events, 'event')} in ${blocks} ${blocks === 1 ? 'block' : 'blocks'} with the key ${key.publicKey.toString('hex')}\n`,
    )
  })

type VerifyOptions = { readonly json: boolean; readonly trust: readonly string[] }

const keysOf = (texts: readonly string[]): Buffer[] =>
  texts.map(text => {
    if (!/^[0-9a-f]{64}$/i.test(text)) throw new UserError('--trust takes a public key, 64 hexadecimal digits.')
    return Buffer.from(text, 'hex')
  })

/** Compares log and trail with their seals, and the vault with the log. Exit code 1 when something does not match, 2 when nothing is sealed. */
export const auditVerify = (config: Config, { json, trust }: VerifyOptions): Promise<void> => {
  const others = keysOf(trust)
  return withShop(config, async shop => {
    const { store, seals, sealKey, sealBook, pool, vault, trail } = shop
    const progress = await progressOver(shop, 'Verifying')
    const signal = interrupted()
    const verified = await verifyShop({
      store,
      seals,
      vault,
      trail,
      ...(sealBook && { book: sealBook }),
      trusted: [sealKey.publicKey, ...others],
      ...(config.eventStoreUrl === undefined ? { firstGap: () => firstGap(pool) } : {}),
      onProgress: progress.update,
      signal,
    })
    progress.end(verified.events)
    process.stdout.write(`${json ? JSON.stringify(verified) : verifiedText(verified)}\n`)
    if (hasFault(verified)) process.exitCode = 1
    else if (isUnsealed(verified)) process.exitCode = 2
  })
}

/** Prints the proof of one event, for eventstore/proof/verify-proof.mjs. @throws UserError when it is not sealed */
export const auditProof = (config: Config, eventId: string): Promise<void> =>
  withShop(config, async shop => {
    const proof = await proofOf(shop, eventId.toLowerCase()).catch(explained)
    if (proof === undefined)
      throw new UserError(`No seal holds an event ${eventId}. A recent one is sealed by: daybook audit seal`)
    process.stdout.write(`${JSON.stringify(proof, null, 2)}\n`)
  })

const asHex = ({ signature, publicKey }: { readonly signature: Buffer; readonly publicKey: Buffer }) => ({
  signature: signature.toString('hex'),
  publicKey: publicKey.toString('hex'),
})
const writeLine = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

/** Prints all seals, one JSON line each, for somebody to keep elsewhere. */
export const auditSeals = (config: Config): Promise<void> =>
  withShop(config, async ({ seals, trail }) => {
    for await (const { header, ...signed } of seals.all()) writeLine({ header, ...asHex(signed) })
    for await (const { header, ...signed } of trail.seals.all()) writeLine({ trail: header, ...asHex(signed) })
  })
