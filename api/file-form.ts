import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Permission } from '../domain/viewer.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { storable } from './storable.ts'

/** Text as other programs encode it: UTF-8, or what they wrote before that. */
const decoded = (bytes: ArrayBuffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** What a form brings with a file: its text, and other fields by their names. */
export type FileForm = { readonly text: string; readonly fieldOf: (name: string) => string }

/** Of a body that is no form there is nothing. */
export const fileFormOf = async ({ body, headers }: FastifyRequest): Promise<FileForm> => {
  try {
    const type = headers['content-type'] ?? ''
    const form = await new Response(Buffer.isBuffer(body) ? new Uint8Array(body) : null, {
      headers: { 'content-type': type },
    }).formData()
    const file = form.get('file')
    const fieldOf = (name: string) => {
      const value = form.get(name)
      return typeof value === 'string' ? value : ''
    }
    return { text: storable(file instanceof Blob ? decoded(await file.arrayBuffer()) : ''), fieldOf }
  } catch {
    return { text: '', fieldOf: () => '' }
  }
}

type Handling = (deps: ServerDependencies) => (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** Text of that length, however it is encoded, and what stands around it. */
const bytesFor = (mostText: number): number => 4 * mostText + 16_384

/** Registers where a form without script sends a file. Nothing is kept of it. */
export const registerFileForm = (
  app: FastifyInstance,
  deps: ServerDependencies,
  { path, may, mostText, handling }: { path: string; may: Permission; mostText: number; handling: Handling },
): void => {
  app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    scope.post(`/api${path}`, { config: { may }, bodyLimit: bytesFor(mostText) }, handling(deps))
  })
}
