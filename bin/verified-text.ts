import type { KeyCheck } from '../eventstore/audit/check-keys.ts'
import type { ShopVerified } from '../eventstore/audit/verify-shop.ts'
import { parsePosition } from '../eventstore/event-store.ts'
import type { BookMismatch, Verified } from '../eventstore/proof/verify-log.ts'
import { trailText } from './trail-text.ts'

/** `1 event`, `2,000 events`. */
export const counted = (count: number, what: string): string =>
  `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`

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

const timesText = (unrecorded: number): string =>
  unrecorded === 0
    ? ''
    : `\nWhen they were recorded is not covered for ${counted(unrecorded, 'event')}: an earlier release sealed them, or they were sealed in another log of which this is a copy.`

const logText = ({ events, sealed, unsealed, link, mismatch, unrecorded = 0 }: Verified): string => {
  if (mismatch !== undefined)
    return `${sentenceOf(mismatch)}\nThe ${counted(sealed, 'event')} before that are as they were sealed.`
  if (sealed === 0)
    return `${counted(events, 'event')}: not sealed. Nothing vouches for them until they are: daybook audit seal`
  const rest = unsealed === 0 ? 'All are sealed' : `${counted(unsealed, 'event')} at the end are not sealed yet`
  return `${counted(events, 'event')}: nothing was altered, taken out, added or moved among the ${sealed.toLocaleString('en')} sealed ones.\n${rest}. End of the hash chain: ${link}${timesText(unrecorded)}`
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

/** What a verification has found, in sentences for people, each on a line of its own. */
export const verifiedText = (verified: ShopVerified): string => {
  const { trail, keys } = verified
  return [logText(verified), trail && trailText(trail), keys && keysText(keys)].filter(Boolean).join('\n')
}

/** Whether there is anything that nothing vouches for at all. */
export const isUnsealed = ({ sealed, trail }: ShopVerified): boolean =>
  sealed === 0 || (trail?.since === null && Object.values(trail.unsealed).some(rows => rows > 0))
