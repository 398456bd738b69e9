import { randomUUID } from 'node:crypto'
import { rejectionSentence, textFor } from '../../api/text/text.ts'
import type { Actor } from '../../domain/decider.ts'
import type { Execute } from '../../eventstore/command.ts'
import type { EventStore } from '../../eventstore/event-store.ts'
import type { Line } from './file.ts'
import { editingData, setUpKinds } from './kinds.ts'

/** What a line does: something is made or changed, all of it is so already, or why it can not be. */
export type Became =
  | { readonly line: Line; readonly outcome: 'made' | 'changed' | 'same' }
  | { readonly line: Line; readonly outcome: 'refused'; readonly why: string }

const actor: Actor = { id: 'settings import', kind: 'import' }

/** The command of a line for a shop in which its thing is there already, or not. */
const commandIn = async (store: Pick<EventStore, 'readStream'>, { thing, id, command, data }: Line) => {
  const kind = setUpKinds.find(({ decider }) => decider.category === thing)
  if (kind === undefined) throw new Error(`no kind ${thing}`)
  const isThere = (await store.readStream(`${thing}-${id}`, { limit: 1 })).length > 0
  const { decider } = kind
  return isThere && command === kind.makes
    ? { decider, id, type: kind.edits, data: editingData(kind, data), isThere }
    : { decider, id, type: command, data, isThere }
}

/** Carries the lines out one after the other; one that is refused does not keep the others from it. */
export const carryOut = async (
  { store, execute }: { readonly store: Pick<EventStore, 'readStream'>; readonly execute: Execute },
  lines: readonly Line[],
): Promise<Became[]> => {
  const became: Became[] = []
  for (const line of lines) {
    const { isThere, ...command } = await commandIn(store, line)
    const outcome = await execute({ ...command, commandId: randomUUID(), actor, origin: 'live' })
    if (outcome.kind === 'rejected')
      became.push({ line, outcome: 'refused', why: rejectionSentence(textFor('en-GB'), outcome.rejection) })
    else if (outcome.kind === 'done' && outcome.position === undefined) became.push({ line, outcome: 'same' })
    else became.push({ line, outcome: isThere ? 'changed' : 'made' })
  }
  return became
}
