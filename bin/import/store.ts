import { foundingStores } from '../../domain/shop/founding-stores.ts'
import { type ImportCommand, STORE } from './command.ts'

/** The store of the files is there before anything that names it. */
export const storeCommands = (source: string, commands: readonly ImportCommand[]): readonly ImportCommand[] => {
  const [first] = commands
  const found = foundingStores.find(({ id }) => id === STORE.store)
  if (first === undefined || found === undefined) return []
  const key = `${source}/store/${found.id}`
  return [{ category: 'store', type: 'RecordStore', ...found, at: first.at, key, lines: [] }]
}
