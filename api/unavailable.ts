import { LogUnavailable } from '../eventstore/event-store.ts'

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '')

/** SQLSTATE of lost connections, exhausted resources, locks, shutting down and broken files. */
const STATES = /^(?:08|53|55P03|57|58|25P03|40001|40P01)/
/** What the operating system says when nobody is there. */
const NETWORK = /^(?:ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN)$/
/** The driver has no codes for its own. */
const DRIVER =
  /^Connection terminated|not queryable$|when trying to connect$|after calling end on the pool$|^Query read timeout$/

/**
 * Whether an error says that the database or the event store can not be reached or does not answer now, and that the
 * same request may well succeed in a moment.
 */
export const isUnavailable = (error: unknown): boolean => {
  if (error instanceof AggregateError && error.errors.some(isUnavailable)) return true
  if (!(error instanceof Error)) return false
  if (error instanceof LogUnavailable) return true
  const code = codeOf(error)
  return STATES.test(code) || NETWORK.test(code) || DRIVER.test(error.message) || isUnavailable(error.cause)
}

/** Whether an error says that there is no space left: as Postgres says it, or the system. */
export const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && (['53100', 'ENOSPC'].includes(codeOf(error)) || isDiskFull(error.cause))

/** What an operator needs of an error, without the values that Postgres quotes in its messages. */
export const loggable = (error: Error) => {
  const code = codeOf(error)
  const quotesValues = /^2[23]/.test(code)
  return {
    type: error.name,
    ...(code === '' ? {} : { code }),
    ...(quotesValues ? {} : { message: error.message }),
    at: (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line)),
  }
}
