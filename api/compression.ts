import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

type Compress = (body: string | Buffer) => Promise<Buffer>

const [zstd, brotli, deflate] = [promisify(zstdCompress), promisify(brotliCompress), promisify(gzip)]
const brotliOf = (quality: number) => ({ params: { [constants.BROTLI_PARAM_QUALITY]: quality } })

/** What is made anew for every answer: quick, and each about as small as the others. In the order we would choose. */
const QUICK = {
  zstd: body => zstd(body),
  br: body => brotli(body, brotliOf(3)),
  gzip: body => deflate(body, { level: 1 }),
} satisfies Record<string, Compress>

export type Encoding = keyof typeof QUICK
const ENCODINGS = Object.keys(QUICK) as readonly Encoding[]

/** What is made once and kept: as small as can be. */
const SMALL: Readonly<Record<Encoding, Compress>> = {
  zstd: body => zstd(body, { params: { [constants.ZSTD_c_compressionLevel]: 19 } }),
  br: body => brotli(body, brotliOf(constants.BROTLI_MAX_QUALITY)),
  gzip: body => deflate(body, { level: constants.Z_BEST_COMPRESSION }),
}

const COMPRESSIBLE = /^(?:text\/(?!event-stream)|application\/(?:[a-z-]+\+)?json|image\/svg)/
/** What is shorter goes into one packet anyway. */
const SMALLEST = 1_400

const weightsOf = (accepted: string): ReadonlyMap<string, number> =>
  new Map(
    accepted.split(',').map(one => {
      const [name = '', ...parameters] = one.split(';').map(part => part.trim().toLowerCase())
      const quality = parameters.find(parameter => parameter.startsWith('q='))
      return [name, quality === undefined ? 1 : Number(quality.slice(2)) || 0]
    }),
  )

/** The best of what the caller takes (RFC 9110, 12.5.3); undefined for a body as it is. */
export const encodingFor = (accepted: string | undefined): Encoding | undefined => {
  const weights = weightsOf(accepted ?? '')
  const weight = (name: string) => weights.get(name) ?? weights.get('*') ?? 0
  const [best] = ENCODINGS.toSorted((a, b) => weight(b) - weight(a))
  return best !== undefined && weight(best) > (weights.get('identity') ?? 0) ? best : undefined
}

/** Bytes that are the same for everybody, compressed when somebody asks for them first, and kept. */
export const compressedOnce = (body: Buffer, type: string) => {
  const kept = new Map<Encoding, Promise<Buffer>>()
  return async (accepted: string | undefined) => {
    const encoding = COMPRESSIBLE.test(type) && body.length >= SMALLEST ? encodingFor(accepted) : undefined
    if (encoding === undefined) return { body, encoding }
    const compressed = kept.get(encoding) ?? SMALL[encoding](body)
    kept.set(encoding, compressed)
    return { body: await compressed, encoding }
  }
}

/**
 * Compresses pages and JSON for whoever takes that. Streams go out as they come. A length tells a little of what it is of
 * (BREACH): a secret that a page bears beside what a request put there has to look different in every answer.
 */
export const registerCompression = (app: FastifyInstance): void => {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload.length < SMALLEST || reply.hasHeader('content-encoding')) return payload
    if (!COMPRESSIBLE.test(String(reply.getHeader('content-type')))) return payload
    const encoding = encodingFor(request.headers['accept-encoding'])
    if (encoding === undefined) return payload
    reply.header('content-encoding', encoding)
    const etag = reply.getHeader('etag')
    // A strong tag would promise the same bytes as without compression.
    if (typeof etag === 'string' && etag.startsWith('"')) reply.header('etag', `W/${etag}`)
    return QUICK[encoding](payload)
  })
}
