import { ErrorType } from '@eventstore/db-client'
import { LogRefusesUs, LogUnavailable, NotOfThisLog } from '../event-store.ts'

// By name, because several copies of the client's classes may be loaded.
const typeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'type' in error && typeof error.type === 'string'
    ? error.type
    : undefined

export const isOfType = (error: unknown, type: ErrorType): boolean => typeOf(error) === type

/** Whether a stream was tombstoned: nobody reads or writes it ever again. */
export const isTombstoned = (error: unknown): boolean => isOfType(error, ErrorType.STREAM_DELETED)

/** gRPC status codes that no repetition changes: invalid argument, unimplemented. */
const LASTING_CODES: ReadonlySet<unknown> = new Set([3, 12])
const LASTING_TYPES: ReadonlySet<string | undefined> = new Set<string>([
  ErrorType.STREAM_NOT_FOUND,
  ErrorType.STREAM_DELETED,
  ErrorType.INVALID_ARGUMENT,
  ErrorType.UNSUPPORTED,
  ErrorType.MISSING_REQUIRED_METADATA_PROPERTY,
])

/** Whether the server has refused for good: no such stream, a tombstoned stream, an older server. */
export const isLasting = (error: unknown): boolean =>
  LASTING_TYPES.has(typeOf(error)) ||
  (typeof error === 'object' && error !== null && 'code' in error && LASTING_CODES.has(error.code))

/** What the server says, as UNKNOWN, of reading everything from within a record, as in a log that was replaced. */
const REFUSED_POSITION = /Unexpected ReadAllResult/

const isRefusedPosition = (error: unknown): boolean => error instanceof Error && REFUSED_POSITION.test(error.message)

const RIGHTS =
  'This user of EventStoreDB may not do what Daybook needs: read $all, and read and write its own streams. The README says how to give these rights.'
const CREDENTIALS = 'EventStoreDB does not know this user with this password.'
/** What Node says of the certificate stands behind this in an UNAVAILABLE. */
const TLS = /Last error: (?:Error: )?(.*?(?:certificate|altnames).*?)(?:[.;] |$)/i

/** Why a server that answers has nothing to say to us, and what to mend; undefined for everything else. */
export const refusesUs = (cause: unknown): LogRefusesUs | undefined => {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return undefined
  if (cause.code === 16) return new LogRefusesUs(CREDENTIALS, { cause })
  if (cause.code === 7) return new LogRefusesUs(RIGHTS, { cause })
  const [, why] = cause.code === 14 && cause instanceof Error ? (TLS.exec(cause.message) ?? []) : []
  if (why === undefined) return undefined
  const mend = 'Name the one that has signed its certificate with tlsCAFile=…, and the host as that certificate has it'
  return new LogRefusesUs(`The connection to EventStoreDB can not be trusted: ${why}. ${mend}.`, { cause })
}

/** What a read fails with: a refusal for good, or LogUnavailable for all that is worth another try. */
export const asReadError = (cause: unknown): unknown => {
  if (isRefusedPosition(cause)) return new NotOfThisLog({ cause })
  const refusal = refusesUs(cause)
  if (refusal !== undefined) return refusal
  if (isLasting(cause) || cause instanceof LogUnavailable) return cause
  return new LogUnavailable('EventStoreDB does not answer', { cause })
}
