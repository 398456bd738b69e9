import { z } from 'zod'

/**
 * The one part of an event that is about a person: sealed in the store under the subject's own key, opened when read.
 * `value` is null once the subject's key is destroyed, so every reader has to live with its absence.
 */
export const personal = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ subject: z.string().min(1), value: z.strictObject(shape).nullable() })

/** The shape of such a part, whatever it holds. */
export type PersonalPart = { readonly subject: string; readonly value: Readonly<Record<string, unknown>> | null }

const BEGINNING = 'the personal data of '

/** What is sealed about this subject can not be read, though nobody has erased it. An older key may be in a backup. */
export class PersonalUnreadable extends Error {
  override readonly name = 'PersonalUnreadable'

  constructor(subject: string, why: string) {
    super(`${BEGINNING}${subject} can not be read: ${why}`)
  }
}

/** Whether a message is that of such an error: what is kept of errors is their message. */
export const isUnreadable = (message: string): boolean => message.startsWith(BEGINNING)
