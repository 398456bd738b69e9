import type { ImportCommand } from './command.ts'
import type { Line } from './line.ts'
import type { Repairs } from './repairs.ts'

type Seen = { at: number; latest: Line; readonly countries: Set<string> }

/** A customer is registered with the first invoice, with the country seen last. `lines`: in the order of the file. */
export const customerCommands = (source: string, lines: readonly Line[], repairs: Repairs): ImportCommand[] => {
  const seen = new Map<string, Seen>()
  for (const line of lines) {
    if (line.customer === null) continue
    const known = seen.get(line.customer)
    if (known === undefined) {
      seen.set(line.customer, { at: line.at, latest: line, countries: new Set([line.country]) })
      continue
    }
    known.at = Math.min(known.at, line.at)
    if (line.at >= known.latest.at) known.latest = line
    known.countries.add(line.country)
  }
  return [...seen].map(([id, { at, latest, countries }]) => {
    if (countries.size > 1) repairs.customerCountriesChosen += 1
    const data = { country: latest.country }
    const key = `${source}/customer/${id}`
    return { category: 'customer', type: 'RecordCustomer', id, data, at: new Date(at), key, lines: [] }
  })
}
