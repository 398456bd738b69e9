// Checks a proof of an event, or an export by its manifest: needs Node 20 or newer, and nothing else of Daybook.
//
//   node verify-proof.mjs proof.json [public key, 64 hexadecimal digits]
//   node verify-proof.mjs manifest.json [public key] --body events.csv
//
// Prints what is proven; exit code 1 and a reason when it does not hold.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()

// JSON in one form only (RFC 8785).
const canonical = value => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return `{${names.map(name => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}

const refuse = why => {
  process.stderr.write(`The proof does not hold: ${why}\n`)
  process.exit(1)
}

// RFC 9162, section 2.1.3.2: the root to which the path leads from the leaf.
const rootOf = (leaf, index, count, path) => {
  let [at, last, root] = [index, count - 1, leaf]
  for (const sibling of path) {
    if (last === 0) return undefined
    const isRight = at % 2 === 1
    root = isRight || at === last ? sha256(Buffer.of(1), sibling, root) : sha256(Buffer.of(1), root, sibling)
    while (at === last && at !== 0 && at % 2 === 0) [at, last] = [at / 2, last / 2]
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 ? root : undefined
}

const bytes = (text, name, length) =>
  typeof text === 'string' && new RegExp(`^[0-9a-f]{${2 * length}}$`, 'i').test(text)
    ? Buffer.from(text, 'hex')
    : refuse(`${name} is not ${length} bytes in hexadecimal digits`)

const read = file => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    return refuse(`${file} can not be read (${error.message})`)
  }
}

const trustedKey = (publicKey, trusted) => {
  const key = bytes(publicKey, 'the public key', 32)
  if (trusted !== undefined && !key.equals(bytes(trusted, 'the public key on the command line', 32)))
    refuse('it was signed with another key than the one on the command line')
  return key
}

const checkSignature = (key, text, signature, what) => {
  const x = key.toString('base64url')
  const signer = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  if (!verify(null, Buffer.from(text), signer, bytes(signature, 'the signature', 64)))
    refuse(`the signature is not one of this ${what}`)
}

const isObject = value => typeof value === 'object' && value !== null

const checkEvent = (proof, trusted) => {
  const { event, index, path, header, signature, publicKey } = proof
  if (!isObject(event) || !isObject(header) || !Array.isArray(path)) refuse('event, header or path is missing')
  const { id, stream, revision, type } = event
  const { number, first, count, root, sealedAt, keyId } = header
  const key = trustedKey(publicKey, trusted)
  if (sha256(key).toString('hex').slice(0, 16) !== keyId) refuse('the header names another key than the proof')
  checkSignature(key, canonical(header), signature, 'header')
  const at = index - first
  if (!Number.isInteger(at) || at < 0 || at >= count) refuse('the event is not within the block')
  const leaf = sha256(Buffer.of(0), canonical(event))
  const hashes = path.map((hash, step) => bytes(hash, `step ${step + 1} of the path`, 32))
  if (rootOf(leaf, at, count, hashes)?.toString('hex') !== root)
    refuse('the event does not lead to the root that was signed: it, its place or the path was altered')
  return `The proof holds.
${type}, revision ${revision} of ${stream} (event ${id}), is event number ${index} of the log.
Block ${number} (events ${first} to ${first + count - 1}) was sealed at ${sealedAt}
`
}

const digestOf = async file => {
  const hash = createHash('sha256')
  try {
    for await (const part of createReadStream(file)) hash.update(part)
  } catch (error) {
    return refuse(`${file} can not be read (${error.message})`)
  }
  return hash.digest('hex')
}

const checkExport = async (signed, trusted, body) => {
  const { manifest, signature, publicKey } = signed
  checkSignature(trustedKey(publicKey, trusted), canonical(manifest), signature, 'manifest')
  if (body === undefined) refuse('a manifest is checked with its file: add --body and the file that was exported')
  if ((await digestOf(body)) !== manifest.sha256) refuse(`${body} is not what was exported`)
  const { count, query, terms = [], asOf, by, at, logId, seal } = manifest
  const narrowed = terms.length === 0 ? '' : ` and ${terms.length} that ${terms.length === 1 ? 'is' : 'are'} not kept`
  const sealed = seal === null ? 'of which nothing was sealed yet' : `of which ${seal.events} events were sealed`
  return `The export holds: the file is what was exported.
${count} events, filter "${query}"${narrowed}${asOf === null ? '' : ` as of ${asOf}`}, exported by ${by} at ${at}
from the log ${logId}, ${sealed}; signed
`
}

const words = process.argv.slice(2)
const option = words.indexOf('--body')
const [, body] = option < 0 ? [] : words.splice(option, 2)
if (option >= 0 && body === undefined) refuse('--body names no file')
const [file, trusted] = words
if (file === undefined) refuse('no file is named. node verify-proof.mjs proof.json [public key]')
const proof = read(file) ?? {}
const isExport = isObject(proof.manifest)
if (!isExport && body !== undefined) refuse(`${file} is no manifest of an export`)
const said = isExport ? await checkExport(proof, trusted, body) : checkEvent(proof, trusted)
process.stdout.write(`${said}with the key ${proof.publicKey}.
${trusted === undefined ? 'Whose key that is, this can not tell: compare it, or name the right one on the command line.\n' : ''}`)
