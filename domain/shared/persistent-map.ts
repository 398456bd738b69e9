/**
 * A map that is never changed: `with` and `without` give another one, which shares with this one all but the few nodes on
 * the way to the key. A state that grows with its stream is folded in linear time so; a copy per event would be quadratic.
 */
export type PersistentMap<Value> = Iterable<Entry<Value>> & {
  readonly size: number
  readonly root: Node<Value>
  readonly get: (key: string) => Value | undefined
  readonly has: (key: string) => boolean
  readonly keys: () => Iterable<string>
  readonly with: (key: string, value: Value) => PersistentMap<Value>
  readonly without: (key: string) => PersistentMap<Value>
}

type Entry<Value> = readonly [key: string, value: Value]
/** A few entries, or sixteen nodes by the next four bits of the hash of their keys. */
type Node<Value> = { readonly entries: readonly Entry<Value>[] } | { readonly children: readonly Node<Value>[] }

const BITS = 4
const FAN_OUT = 1 << BITS
/** Below the last one all 32 bits of the hash are used up. */
const LEVELS = 32 / BITS
const MOST_ENTRIES = 8

const NOTHING: Node<never> = { entries: [] }
const BRANCH: Node<never> = { children: Array.from({ length: FAN_OUT }, () => NOTHING) }

/** FNV-1a. */
const hashOf = (key: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

const indexAt = (hash: number, level: number) => (hash >>> (level * BITS)) & (FAN_OUT - 1)

const leafOf = <Value>(root: Node<Value>, key: string): readonly Entry<Value>[] => {
  const hash = hashOf(key)
  let node = root
  for (let level = 0; 'children' in node; level += 1) node = node.children[indexAt(hash, level)] ?? NOTHING
  return node.entries
}

/** The node with the leaf of a hash changed. */
const changed = <Value>(
  node: Node<Value>,
  hash: number,
  level: number,
  change: (entries: readonly Entry<Value>[]) => readonly Entry<Value>[],
): Node<Value> => {
  if ('entries' in node) return leaf(change(node.entries), level)
  const index = indexAt(hash, level)
  return { children: node.children.with(index, changed(node.children[index] ?? NOTHING, hash, level + 1, change)) }
}

const leaf = <Value>(entries: readonly Entry<Value>[], level: number): Node<Value> => {
  if (entries.length <= MOST_ENTRIES || level === LEVELS) return { entries }
  const put = (node: Node<Value>, entry: Entry<Value>) =>
    changed(node, hashOf(entry[0]), level, them => [...them, entry])
  return entries.reduce<Node<Value>>(put, BRANCH)
}

function* entriesOf<Value>(node: Node<Value>): Generator<Entry<Value>> {
  if ('entries' in node) yield* node.entries
  else for (const child of node.children) yield* entriesOf(child)
}

function* keysOf<Value>(node: Node<Value>): Generator<string> {
  for (const [key] of entriesOf(node)) yield key
}

const mapOf = <Value>(root: Node<Value>, size: number): PersistentMap<Value> => {
  const find = (key: string) => leafOf(root, key).find(([known]) => known === key)
  const others = (key: string) => (entries: readonly Entry<Value>[]) => entries.filter(([known]) => known !== key)
  const has = (key: string) => find(key) !== undefined
  return {
    size,
    root,
    has,
    get: key => find(key)?.[1],
    keys: () => keysOf(root),
    with: (key, value) => {
      const put = (entries: readonly Entry<Value>[]) => [...others(key)(entries), [key, value] as const]
      return mapOf(changed(root, hashOf(key), 0, put), has(key) ? size : size + 1)
    },
    without: key => (has(key) ? mapOf(changed(root, hashOf(key), 0, others(key)), size - 1) : mapOf(root, size)),
    [Symbol.iterator]: () => entriesOf(root),
  }
}

/** A map of nothing, from which all others are made. */
export const emptyMap = <Value>(): PersistentMap<Value> => mapOf<Value>(NOTHING, 0)
