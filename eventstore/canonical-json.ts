import { hash } from 'node:crypto'

// The names of members are few and come again with every event: as JSON they are kept, within bounds.
const NAMES_KEPT = 10_000
const LONGEST_KEPT = 100
const names = new Map<string, string>()

const jsonOfName = (name: string): string => {
  const known = names.get(name)
  if (known !== undefined) return known
  const json = `${JSON.stringify(name)}:`
  if (names.size < NAMES_KEPT && name.length <= LONGEST_KEPT) names.set(name, json)
  return json
}

/**
 * JSON in one form only (RFC 8785): keys sorted by UTF-16 code units, no blanks, numbers as ECMAScript prints them.
 * Members that are undefined are left out, as JSON.stringify does.
 */
export const canonicalJson = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  let inside = ''
  if (Array.isArray(value)) {
    for (const item of value) inside += `${inside === '' ? '' : ','}${canonicalJson(item ?? null)}`
    return `[${inside}]`
  }
  for (const name of Object.keys(value).sort()) {
    const member: unknown = (value as Readonly<Record<string, unknown>>)[name]
    if (member !== undefined) inside += `${inside === '' ? '' : ','}${jsonOfName(name)}${canonicalJson(member)}`
  }
  return `{${inside}}`
}

/** SHA-256 of the canonical JSON, hexadecimal. */
export const digestOf = (value: unknown): string => hash('sha256', canonicalJson(value))
