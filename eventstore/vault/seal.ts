import { type PersonalPart, PersonalUnreadable } from '../../domain/shared/personal.ts'
import { canonicalJson } from '../canonical-json.ts'
import type { JsonObject } from '../event-store.ts'
import { decrypt, encrypt } from './cipher.ts'
import { DAMAGED, type Keyring, type Vault } from './vault.ts'

/** The personal part of an event as it is stored. */
export type SealedPart = { readonly subject: string; readonly sealed: string }

type Sealable = { readonly id: string; readonly data: JsonObject }

/** Thrown when personal data is to be written about somebody whose key is destroyed. */
export class SubjectErased extends Error {
  override readonly name = 'SubjectErased'
}

const bound = (eventId: string, subject: string) => `${eventId}\n${subject}`

/** The sealed part of an event as read from the store, if it has one. */
export const sealedPart = (data: JsonObject): SealedPart | undefined => {
  const part = data['personal']
  if (typeof part !== 'object' || part === null || !('sealed' in part)) return undefined
  return part as SealedPart
}

/**
 * Replaces the personal part of an event's data by cipher text bound to the event and its subject.
 * The key is durable before this returns.
 */
export const seal = async (vault: Vault, eventId: string, data: JsonObject): Promise<JsonObject> => {
  const part = data['personal'] as PersonalPart | undefined
  if (part === undefined) return data
  const key = await vault.ensure(part.subject)
  if (key === null) throw new SubjectErased(part.subject)
  const sealed = encrypt(key, Buffer.from(canonicalJson(part.value)), bound(eventId, part.subject))
  return { ...data, personal: { subject: part.subject, sealed: sealed.toString('base64') } }
}

/** What the sealed part says; null when its key is destroyed. @throws PersonalUnreadable */
export const openPart = (keys: Keyring, eventId: string, { subject, sealed }: SealedPart): PersonalPart['value'] => {
  const key = keys.get(subject)
  if (key === null) return null
  if (key === undefined) throw new PersonalUnreadable(subject, 'its key is missing')
  if (key === DAMAGED) throw new PersonalUnreadable(subject, 'its key is damaged')
  try {
    return JSON.parse(decrypt(key, Buffer.from(sealed, 'base64'), bound(eventId, subject)).toString())
  } catch {
    throw new PersonalUnreadable(subject, 'what was sealed is damaged, or was sealed under another key')
  }
}

/** The event's data with its personal part opened. @throws PersonalUnreadable */
export const openData = (keys: Keyring, { id, data }: Sealable): JsonObject => {
  const part = sealedPart(data)
  if (part === undefined) return data
  return { ...data, personal: { subject: part.subject, value: openPart(keys, id, part) as JsonObject | null } }
}

/** The same for deciders, which live with the absence of what was erased: what can not be read is as absent to them. */
export const openReadable = (keys: Keyring, event: Sealable): JsonObject => {
  try {
    return openData(keys, event)
  } catch (error) {
    if (!(error instanceof PersonalUnreadable)) throw error
    return { ...event.data, personal: { subject: sealedPart(event.data)?.subject ?? '', value: null } }
  }
}

type WithSubjects = { readonly metadata: { readonly subjects?: readonly string[] } }

/** The keys of everybody whose personal data is in these events. */
export const keysOf = (vault: Vault, events: readonly WithSubjects[]): Promise<Keyring> =>
  vault.keys([...new Set(events.flatMap(({ metadata }) => metadata.subjects ?? []))])
