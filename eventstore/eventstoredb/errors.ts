import { ErrorType } from '@eventstore/db-client'
import { LogUnavailable, NotOfThisLog } from '../event-store.ts'

// By name, because several copies of the client's classes may be loaded.
const typeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'type' in error && typeof error.type === 'string'
    ? error.type
    : undefined

export const isOfType = (error: unknown, type: ErrorType): boolean => typeOf(error) === type

/** gRPC status codes that no repetition changes: invalid argument, permission denied, unimplemented. */
const LASTING_CODES: ReadonlySet<unknown> = new Set([3, 7, 12])
const LASTING_TYPES: ReadonlySet<string | undefined> = new Set<string>([
  ErrorType.STREAM_NOT_FOUND,
  ErrorType.ACCESS_DENIED,
  ErrorType.STREAM_DELETED,
  ErrorType.INVALID_ARGUMENT,
  ErrorType.UNSUPPORTED,
  ErrorType.MISSING_REQUIRED_METADATA_PROPERTY,
])

/** Whether the server has refused for good: no such stream, wrong credentials, a tombstoned stream, an older server. */
export const isLasting = (error: unknown): boolean =>
  LASTING_TYPES.has(typeOf(error)) ||
  (typeof error === 'object' && error !== null && 'code' in error && LASTING_CODES.has(error.code))

/** What the server says, as UNKNOWN, of reading everything from within a record, as in a log that was replaced. */
const REFUSED_POSITION = /Unexpected ReadAllResult/

const isRefusedPosition = (error: unknown): boolean => error instanceof Error && REFUSED_POSITION.test(error.message)

/** What a read fails with: a refusal for good, or LogUnavailable for all that is worth another try. */
export const asReadError = (cause: unknown): unknown => {
  if (isRefusedPosition(cause)) return new NotOfThisLog({ cause })
  if (isLasting(cause) || cause instanceof LogUnavailable) return cause
  return new LogUnavailable('EventStoreDB does not answer', { cause })
}
