import { hash } from 'node:crypto'

/** Bytes of a SHA-256. */
export const HASH_BYTES = 32

// By way of a text: small buffers from the pool are many times faster than each one by itself.
const sha256 = (bytes: string | Buffer): Buffer => Buffer.from(hash('sha256', bytes, 'binary'), 'binary')

/** The hash of a leaf of a Merkle tree (RFC 6962, section 2.1): SHA-256 over a zero byte and the leaf's text in UTF-8. */
export const leafHash = (leaf: string | Buffer): Buffer =>
  sha256(typeof leaf === 'string' ? `\0${leaf}` : Buffer.concat([Buffer.of(0), leaf]))

const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.concat([Buffer.of(1), left, right]))

/** Hash number `index` of hashes that lie one behind the other. */
export const hashAt = (hashes: Buffer, index: number): Buffer =>
  hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES)

/** The level above: pairs are hashed together, one that is left over goes up as it is. */
const levelAbove = (level: Buffer): Buffer => {
  const above: Buffer[] = []
  const count = level.length / HASH_BYTES
  for (let at = 0; at < count; at += 2)
    above.push(at + 1 < count ? nodeHash(hashAt(level, at), hashAt(level, at + 1)) : hashAt(level, at))
  return Buffer.concat(above)
}

/** The root of the tree over these leaf hashes, which lie one behind the other; of none it is the hash of nothing. */
export const rootOf = (leaves: Buffer): Buffer => {
  let level = leaves
  while (level.length > HASH_BYTES) level = levelAbove(level)
  return level.length === 0 ? sha256('') : level
}

/** The audit path of leaf `index`: what has to be hashed with it to come to the root, from the leaf upwards. */
export const auditPath = (leaves: Buffer, index: number): Buffer[] => {
  const path: Buffer[] = []
  let at = index
  for (let level = leaves; level.length > HASH_BYTES; level = levelAbove(level)) {
    const sibling = hashAt(level, at % 2 === 0 ? at + 1 : at - 1)
    if (sibling.length > 0) path.push(sibling)
    at = Math.floor(at / 2)
  }
  return path
}

/**
 * The root to which an audit path leads from leaf hash `index` of `count` (RFC 9162, section 2.1.3.2); undefined when a
 * tree of that size has no such path.
 */
export const rootOfPath = (leaf: Buffer, index: number, count: number, path: readonly Buffer[]): Buffer | undefined => {
  if (index < 0 || index >= count) return undefined
  let [at, last, root] = [index, count - 1, leaf]
  for (const sibling of path) {
    if (last === 0) return undefined
    const isRight = at % 2 === 1
    root = isRight || at === last ? nodeHash(sibling, root) : nodeHash(root, sibling)
    // The last leaf of a level without a neighbour goes up as it is.
    while (at === last && at !== 0 && at % 2 === 0) [at, last] = [at / 2, Math.floor(last / 2)]
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 ? root : undefined
}
