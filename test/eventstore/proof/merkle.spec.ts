import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auditPath, hashAt, leafHash, rootOf, rootOfPath } from '../../../eventstore/proof/merkle.ts'

// The inputs and roots with which implementations of RFC 6962 are compared (Certificate Transparency).
const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const leavesOf = (inputs: readonly string[]) => Buffer.concat(inputs.map(hex => leafHash(Buffer.from(hex, 'hex'))))
const hexOf = (hashes: readonly Buffer[]) => hashes.map(hash => hash.toString('hex'))
const node = (left: Buffer, right: Buffer) =>
  createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest()

describe('a Merkle tree', () => {
  it.each(ROOTS.map((root, size) => [size, root] as const))('of %i leaves has the published root', (size, root) => {
    expect(rootOf(leavesOf(INPUTS.slice(0, size))).toString('hex')).toBe(root)
  })

  it('hashes a text as its bytes in UTF-8', () => {
    expect(leafHash('Zoë €')).toEqual(leafHash(Buffer.from('Zoë €')))
  })

  it('has the audit paths of the seven leaves in section 2.1.3 of RFC 6962', () => {
    const leaves = leavesOf(INPUTS.slice(0, 7))
    const [a, b, c, d, e, f, j] = Array.from({ length: 7 }, (_, index) => hashAt(leaves, index)) as [
      Buffer,
      Buffer,
      Buffer,
      Buffer,
      Buffer,
      Buffer,
      Buffer,
    ]
    const [g, h, i] = [node(a, b), node(c, d), node(e, f)]
    const [k, l] = [node(g, h), node(i, j)]
    expect(rootOf(leaves)).toEqual(node(k, l))
    expect(hexOf(auditPath(leaves, 0))).toEqual(hexOf([b, h, l]))
    expect(hexOf(auditPath(leaves, 3))).toEqual(hexOf([c, g, l]))
    expect(hexOf(auditPath(leaves, 4))).toEqual(hexOf([f, j, k]))
    expect(hexOf(auditPath(leaves, 6))).toEqual(hexOf([i, k]))
  })

  const tree = fc
    .array(fc.string(), { minLength: 1, maxLength: 70 })
    .chain(texts => fc.tuple(fc.constant(texts), fc.nat(texts.length - 1)))

  it('is reached from every leaf by its path, and by no other text, place or size', () => {
    fc.assert(
      fc.property(tree, fc.string(), ([texts, index], other) => {
        const leaves = Buffer.concat(texts.map(leafHash))
        const [root, path, count] = [rootOf(leaves), auditPath(leaves, index), texts.length]
        const leaf = hashAt(leaves, index)
        expect(rootOfPath(leaf, index, count, path)).toEqual(root)
        fc.pre(other !== texts[index])
        expect(rootOfPath(leafHash(other), index, count, path)).not.toEqual(root)
        expect(rootOfPath(leaf, index, count, [...path, leaf])).not.toEqual(root)
        if (path.length > 0) expect(rootOfPath(leaf, index, count, path.slice(1))).not.toEqual(root)
        expect(rootOfPath(leaf, count, count, path)).toBeUndefined()
      }),
    )
  })
})
