import type { TrailFault, TrailVerified } from '../eventstore/trail/verify-trail.ts'

const TABLES = {
  access: 'who looked at what',
  export: 'the list of exports',
  verification: 'the list of verifications',
}

const SEAL_FLAWS = {
  signature: 'its signature is wrong',
  order: 'it does not follow the seal before it: one was altered or taken out',
  blocks: 'its digests are not those that were signed',
}

const rows = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`
const isOrAre = (count: number) => `${rows(count)} ${count === 1 ? 'is' : 'are'}`

const rowsSentence = ({ table, why, after, last, sealed, found, sealedAt }: TrailFault & { kind: 'rows' }): string => {
  const where = `In ${TABLES[table]} (app.${table}), numbers ${after + 1} to ${last}, sealed ${sealedAt}`
  if (why === 'changed') return `${where}: rows were changed.`
  return why === 'missing'
    ? `${where}: ${isOrAre(sealed - found)} missing.`
    : `${where}: ${rows(found - sealed)} ${found - sealed === 1 ? 'was' : 'were'} added since.`
}

const sentenceOf = (fault: TrailFault): string => {
  if (fault.kind === 'rows') return rowsSentence(fault)
  if (fault.kind === 'late')
    return `In ${TABLES[fault.table]} (app.${fault.table}), ${rows(fault.count)} from number ${fault.first} on would be older than the seal of ${fault.sealedAt}, which was made without them: they were added later.`
  if (fault.kind === 'book')
    return fault.why === 'missing'
      ? `Trail seal ${fault.number} was made here, as the file seals-made in DAYBOOK_HOME says, and is not in the database: seals were taken away, or an older state was restored.`
      : `Trail seal ${fault.number} is not the one that was made here, as the file seals-made in DAYBOOK_HOME says: the trail was sealed anew.`
  return fault.why === 'key'
    ? `Trail seal ${fault.number} is signed with the key ${fault.publicKey}, which is not the one of this shop. If you know it as an earlier one, add --trust ${fault.publicKey}`
    : `Trail seal ${fault.number} does not hold: ${SEAL_FLAWS[fault.why]}.`
}

const sum = (counts: TrailVerified['sealed']) => Object.values(counts).reduce((all, count) => all + count, 0)

/** What a verification has found of looks, exports and verifications, a sentence on each line; empty where there is none. */
export const trailText = ({ since, sealed, unsealed, faulty, first }: TrailVerified): string => {
  const [proven, open] = [sum(sealed), sum(unsealed)]
  if (faulty > 0) {
    const more = faulty > first.length ? [`  and ${(faulty - first.length).toLocaleString('en')} more`] : []
    const head = 'Looks, exports and verifications are not as they were sealed:'
    return [head, ...first.map(fault => `  ${sentenceOf(fault)}`), ...more].join('\n')
  }
  if (since === null) return open === 0 ? '' : `Looks, exports and verifications: ${isOrAre(open)} not sealed yet.`
  const rest = open === 0 ? 'all are sealed' : `${isOrAre(open)} not sealed yet`
  return `Looks, exports and verifications: nothing was altered, taken out, added or moved among the ${proven.toLocaleString('en')} sealed ones; ${rest}. The first seal, of ${since}, is of all that was there then.`
}
