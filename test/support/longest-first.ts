import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'

/** Those that take longest: begun last, one of them would go on alone when everything else is done. */
const LONGEST = [
  'soak/soak',
  'browser/pages',
  'browser/within-reach',
  'api/hostile',
  'bin/eventstoredb',
  'ui/every-form',
  'bin/audit',
  'bin/serve',
  'bin/restore',
  'bin/restored-shop',
  'projections/engine/list/list',
  'eventstore/postgres-faults',
  'bin/embedded-postgres',
]

const place = ({ moduleId }: TestSpecification): number => {
  const found = LONGEST.findIndex(name => moduleId.endsWith(`/test/${name}.spec.ts`))
  return found === -1 ? LONGEST.length : found
}

/** Begins with the longest specs, also where none has ever run and nothing is known of them but their size. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}
