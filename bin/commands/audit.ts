import { checkKeys, type KeyCheck } from '../../eventstore/audit/check-keys.ts'
import { parsePosition } from '../../eventstore/event-store.ts'
import { firstGap } from '../../eventstore/postgres/first-gap.ts'
import { CanNotSeal } from '../../eventstore/proof/keep-seal.ts'
import { NotAsSealed, proofOf } from '../../eventstore/proof/proof-of.ts'
import { sealLog } from '../../eventstore/proof/seal-log.ts'
import { type BookMismatch, type Verified, verifyLog } from '../../eventstore/proof/verify-log.ts'
import { type Config, UserError } from '../config.ts'
import { type Shop, withShop } from '../open-shop.ts'
import { estimatedTotal, showProgress } from '../progress.ts'

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

const count = (events: number) => `${events.toLocaleString('en')} ${events === 1 ? 'event' : 'events'}`

/** Seals everything that is not sealed yet. */
export const auditSeal = (config: Config): Promise<void> =>
  withShop(config, async shop => {
    const { store, seals, sealKey: key, sealBook } = shop
    const progress = await progressOver(shop, 'Sealing')
    const { blocks, events } = await sealLog({
      store,
      seals,
      key,
      ...(sealBook && { book: sealBook }),
      clock: shop.clock.now,
      partial: true,
      onProgress: progress.update,
      signal: interrupted(),
    }).catch(explained)
    if (events > 0) progress.end(events)
    process.stdout.write(
      `Sealed ${count(events)} in ${blocks} ${blocks === 1 ? 'block' : 'blocks'} with the key ${key.publicKey.toString('hex')}\n`,
    )
  })

const SEAL_FLAWS = {
  signature: 'its signature is wrong',
  order: 'it does not follow the seal before it: one was altered or taken out',
  leaves: 'its hashes of events are not those that were signed',
  names: 'its list of events is not the one that was signed',
  link: 'its end of the hash chain is wrong',
  opened: 'the event that opens the log is not the one of when it was made',
  recorded: 'a time at which one of its events was recorded was altered',
}

const bookSentence = ({ why, number }: BookMismatch): string =>
  why === 'missing'
    ? `Seal ${number} was made here, as the file seals-made in DAYBOOK_HOME says, and is not in the database: seals were taken away, or an older state was restored.`
    : `Seal ${number} is not the one that was made here, as the file seals-made in DAYBOOK_HOME says: the log was sealed anew.`

/** The first mismatch as a sentence. */
const CUT_REASONS = {
  deleted: 'it was deleted',
  truncated: 'it was told to lose events',
  incomplete: 'events are missing',
}

const sentenceOf = (mismatch: NonNullable<Verified['mismatch']>): string => {
  if (mismatch.kind === 'gap')
    return `There is no event at position ${parsePosition(mismatch.position).commit} of the log: one was deleted before it was sealed.`
  if (mismatch.kind === 'book') return bookSentence(mismatch)
  if (mismatch.kind === 'cut') {
    const others = mismatch.count === 1 ? '' : ` So were those of ${mismatch.count - 1} other streams.`
    return `The history of ${mismatch.stream} was cut in the event store: ${CUT_REASONS[mismatch.why]}.${others}`
  }
  if (mismatch.kind === 'seal')
    return mismatch.why === 'key'
      ? `Seal ${mismatch.number} is signed with the key ${mismatch.publicKey}, which is not the one of this shop. If you know it as an earlier one, add --trust ${mismatch.publicKey}`
      : `Seal ${mismatch.number} does not hold: ${SEAL_FLAWS[mismatch.why]}.`
  const { why, index, stream, revision, eventId } = mismatch
  const event = `revision ${revision} of ${stream} (event ${eventId})`
  const at = `event number ${index} of the log`
  if (why === 'altered') return `The event was altered: ${event}, ${at}.`
  if (why === 'missing') return `The event is missing: ${event}, ${at}.`
  if (why === 'inserted') return `An event was inserted: ${event}, as ${at}.`
  return `The event is not in its place: ${event}, sealed as ${at}.`
}

const NOT_COVERED =
  'Not covered: who looked at what, the list of exports and of verifications (schema app). Each export has a signature of its own.'

const timesText = (unrecorded: number): string =>
  unrecorded === 0
    ? ''
    : `When they were recorded is not covered for ${count(unrecorded)}: an earlier release sealed them, or they were sealed in another log of which this is a copy.\n`

const textOf = ({ events, sealed, unsealed, link, mismatch, unrecorded = 0 }: Verified): string => {
  if (mismatch !== undefined)
    return `${sentenceOf(mismatch)}\nThe ${count(sealed)} before that are as they were sealed.`
  if (sealed === 0) return `${count(events)}: not sealed. Nothing vouches for them until they are: daybook audit seal`
  const rest = unsealed === 0 ? 'All are sealed' : `${count(unsealed)} at the end are not sealed yet`
  return `${count(events)}: nothing was altered, taken out, added or moved among the ${sealed.toLocaleString('en')} sealed ones.\n${rest}. End of the hash chain: ${link}\n${timesText(unrecorded)}${NOT_COVERED}`
}

const KEY_FAULTS = {
  missing: 'has no key',
  damaged: 'has a key that is damaged',
  kept: 'was erased, and the key is still there',
}

const keysText = ({ subjects, faulty, first }: KeyCheck): string => {
  if (faulty === 0) return `Personal data of ${subjects.toLocaleString('en')}: each has its key, or was erased.`
  const lines = first.map(({ subject, why }) => `  ${subject} ${KEY_FAULTS[why]}`)
  const more = faulty > first.length ? [`  and ${(faulty - first.length).toLocaleString('en')} more`] : []
  const head = `Of ${subjects.toLocaleString('en')} whose personal data is in the log, ${faulty.toLocaleString('en')} can not be vouched for:`
  return [head, ...lines, ...more].join('\n')
}

type VerifyOptions = { readonly json: boolean; readonly trust: readonly string[] }

const keysOf = (texts: readonly string[]): Buffer[] =>
  texts.map(text => {
    if (!/^[0-9a-f]{64}$/i.test(text)) throw new UserError('--trust takes a public key, 64 hexadecimal digits.')
    return Buffer.from(text, 'hex')
  })

/** Compares the whole log with its seals, and the vault with the log. Exit code 1 when something does not match, 2 when nothing is sealed. */
export const auditVerify = (config: Config, { json, trust }: VerifyOptions): Promise<void> => {
  const others = keysOf(trust)
  return withShop(config, async shop => {
    const { store, seals, sealKey, sealBook, pool, vault } = shop
    const progress = await progressOver(shop, 'Verifying')
    const signal = interrupted()
    const verified = await verifyLog({
      store,
      seals,
      ...(sealBook && { book: sealBook }),
      trusted: [sealKey.publicKey, ...others],
      ...(config.eventStoreUrl === undefined ? { firstGap: () => firstGap(pool) } : {}),
      onProgress: progress.update,
      signal,
    })
    progress.end(verified.events)
    const keys = await checkKeys({ store, vault, signal })
    process.stdout.write(`${json ? JSON.stringify({ ...verified, keys }) : `${textOf(verified)}\n${keysText(keys)}`}\n`)
    if (verified.mismatch !== undefined || keys.faulty > 0) process.exitCode = 1
    else if (verified.sealed === 0) process.exitCode = 2
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

/** Prints all seals, one JSON line each, for somebody to keep elsewhere. */
export const auditSeals = (config: Config): Promise<void> =>
  withShop(config, async ({ seals }) => {
    for await (const { header, signature, publicKey } of seals.all()) {
      const line = { header, signature: signature.toString('hex'), publicKey: publicKey.toString('hex') }
      process.stdout.write(`${JSON.stringify(line)}\n`)
    }
  })
