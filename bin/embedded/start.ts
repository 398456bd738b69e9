import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { lastLines } from './cluster.ts'
import type { Place } from './place.ts'
import { lookForServer, type Postmaster, readPostmaster, type Server } from './postmaster.ts'
import { startServer } from './server.ts'
import { portReliedOn } from './use.ts'

export type Start = {
  readonly place: Place
  readonly password: string
  readonly durable: boolean
  readonly onNotice: (line: string) => void
}

const WAIT_MS = 100
/** Recovery after a crash may take minutes. */
const READY_WITHIN_MS = 300_000
/** A server listens at once, also while it recovers. */
const LISTENS_WITHIN_MS = 15_000

/**
 * Looks before every try to start and after every one that failed, because another process may start, stop or kill the
 * server meanwhile; a failure counts only while there is no server.
 */
export const startOrAdopt = async ({ place, password, durable, onNotice }: Start): Promise<Postmaster> => {
  const begun = Date.now()
  let lastHeard = begun
  let failure = ''
  for (;;) {
    const server = await lookForServer(place, password)
    if (server.state === 'ready') return server
    if (server.state === 'absent') {
      const port = await portReliedOn(place)
      refuseLastingFailure(place, failure)
      refuseTakenPort(port, failure, Date.now() - begun)
      if (failure === '') onNotice(`Starting Postgres in ${place.base}`)
      failure = await startServer(place, { durable, port })
      const started = failure === '' ? await readPostmaster(place) : undefined
      if (started !== undefined) return started
    }
    if (server.state !== 'silent') lastHeard = Date.now()
    giveUpIfTooLong(place, server, Date.now() - begun, Date.now() - lastHeard)
    await delay(WAIT_MS)
  }
}

/** Our port was taken since we looked. */
const TAKEN = /could not (?:bind|create any TCP)/
/** That, or another server is about to start or has just been killed: worth another try. */
const PASSING =
  /lock file .* (?:already exists|is empty)|pre-existing shared memory block|could not (?:bind|create any TCP)/

const refuseLastingFailure = (place: Place, failure: string): void => {
  if (failure !== '' && !PASSING.test(failure))
    throw new Error(`Postgres did not start in ${place.data}: ${lastLines(failure)}`)
}

const refuseTakenPort = (port: number | undefined, failure: string, waited: number): void => {
  if (port !== undefined && TAKEN.test(failure) && waited > LISTENS_WITHIN_MS)
    throw new Error(
      `Port ${port}, at which others look for the database of this shop, is taken by another program: end that program.`,
    )
}

const giveUpIfTooLong = (place: Place, { state }: Server, waited: number, silent: number): void => {
  if (silent > LISTENS_WITHIN_MS)
    throw new Error(
      `${join(place.data, 'postmaster.pid')} names a process that does not answer: end it if it is a Postgres, else delete that file.`,
    )
  if (waited > READY_WITHIN_MS)
    throw new Error(`Postgres in ${place.data} is still ${state} after five minutes: see ${place.log}.`)
}
