import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { createHome, removeAbandonedHomes, removeHome } from './cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Home of the cluster that the specs of this run share; the first one that needs it starts it. */
    clusterHome: string
  }
}

export default async (project: TestProject): Promise<() => Promise<void>> => {
  await removeAbandonedHomes()
  const home = await createHome()
  project.provide('clusterHome', home)
  // Specs start Daybook as a process hundreds of times: what Node made of its sources for one, it reads for the next.
  process.env['NODE_COMPILE_CACHE'] = join(home, 'compiled')
  return () => removeHome(home)
}
