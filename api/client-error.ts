import { type Problem, problem } from './problem.ts'
import type { Text } from './text/text.ts'

/** The connection of what never became a request. */
export type Connection = {
  readonly writable: boolean
  readonly write: (text: string) => unknown
  readonly destroy: () => unknown
}

const problemOf = (text: Text, code: string | undefined): Problem => {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return problem(text, 408, 'TooSlow', text('problem.detail.tooSlow'))
  if (code === 'HPE_HEADER_OVERFLOW') return problem(text, 431, 'TooLarge', text('problem.detail.tooLarge'))
  return problem(text, 400, 'Malformed', text('problem.detail.malformed'))
}

/** Answers what is no HTTP, has too many headers or does not end in time: it never becomes a request. */
export const answerClientError = (text: Text, { code }: NodeJS.ErrnoException, socket: Connection): void => {
  if (code !== 'ECONNRESET' && socket.writable) {
    const found = problemOf(text, code)
    const body = JSON.stringify(found)
    const head = [
      // The reason phrase may be empty; the blank before it may not be missing.
      `HTTP/1.1 ${found.status} `,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  }
  socket.destroy()
}
