import { ErrorType } from '@eventstore/db-client'
import { LogUnavailable } from '../event-store.ts'

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

/**
 * Whether the server, not the way to it, has refused a position: one that is not on a record, as in a log that was replaced.
 * It says so as UNKNOWN or INVALID_ARGUMENT; what breaks on the way is UNAVAILABLE, CANCELLED or INTERNAL.
 */
export const isRefusedPosition = (error: unknown): boolean => {
  const cause = error instanceof LogUnavailable ? error.cause : error
  return typeof cause === 'object' && cause !== null && 'code' in cause && (cause.code === 2 || cause.code === 3)
}

/** What a read fails with. A refusal for good stays what it is; everything else is worth another try. */
export const asReadError = (cause: unknown): unknown =>
  isLasting(cause) || cause instanceof LogUnavailable
    ? cause
    : new LogUnavailable('EventStoreDB does not answer', { cause })
