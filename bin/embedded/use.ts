import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { lifeOf } from './living.ts'
import { exists, type Place } from './place.ts'

/** One use of a server by this process. It ends with the process, however that ends. */
export type Use = {
  /** false once somebody has ended the server for all who used it. */
  readonly goesOn: () => Promise<boolean>
  /** Notes the port that this use relies on from now on. */
  readonly relyOn: (port: number) => Promise<void>
  /** Ends it; if it was the last one, `last` is done before anybody begins another. */
  readonly end: (last: () => Promise<void>) => Promise<void>
}

const WAIT_MS = 20

// A file without content for each use, whose name says everything: that much can be noted on a full disk, too.
type Note = { readonly state: 'using' | 'leaving'; readonly life: string; readonly port: number; readonly id: string }

const nameOf = ({ state, life, port, id }: Note) => `${state}-${life}-${port}-${id}`
const folderOf = ({ base }: Place) => join(base, 'users')

const parse = (name: string): Note | undefined => {
  const [, state, life = '', port, id = ''] = /^(using|leaving)-([\d.]+)-(\d+)-(\w+)$/.exec(name) ?? []
  return state === undefined ? undefined : { state: state as Note['state'], life, port: Number(port), id }
}

/** The uses of processes that live; those of the dead are cleared away. */
const notesIn = async (folder: string): Promise<readonly Note[]> => {
  const notes = (await readdir(folder).catch(() => [])).map(parse).filter(note => note !== undefined)
  const lives = await Promise.all(notes.map(({ life }) => lifeOf(Number.parseInt(life, 10))))
  const isLiving = ({ life }: Note, index: number) => life === lives[index]
  const dead = notes.filter((note, index) => !isLiving(note, index))
  await Promise.all(dead.map(note => rm(join(folder, nameOf(note)), { force: true })))
  return notes.filter(isLiving)
}

/** The port that somebody relies on who uses the server; undefined when it may be any. */
export const portReliedOn = async (place: Place): Promise<number | undefined> =>
  (await notesIn(folderOf(place))).find(({ state, port }) => state === 'using' && port > 0)?.port

/** Ends all uses, whoever has them: for those who end the server no matter what. */
export const endAllUses = (place: Place): Promise<void> => rm(folderOf(place), { recursive: true, force: true })

/**
 * Begins to use the server of a place. Whoever leaves notes that and then looks for users; whoever comes notes that and then
 * waits for those who leave: so one of two at the same moment sees the other.
 */
export const beginUse = async (place: Place): Promise<Use> => {
  const folder = folderOf(place)
  const life = (await lifeOf(process.pid)) ?? `${process.pid}`
  let note: Note = { state: 'using', life, port: 0, id: randomBytes(6).toString('hex') }
  const become = async (change: Partial<Note>) => {
    const next = { ...note, ...change }
    await rename(join(folder, nameOf(note)), join(folder, nameOf(next)))
    note = next
  }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(join(folder, nameOf(note)), '')
  while ((await notesIn(folder)).some(({ state }) => state === 'leaving')) await delay(WAIT_MS)
  const goesOn = () => exists(join(folder, nameOf(note)))
  return {
    goesOn,
    relyOn: port => become({ port }),
    end: async last => {
      if (!(await goesOn())) return
      await become({ state: 'leaving' })
      try {
        if (!(await notesIn(folder)).some(({ state }) => state === 'using')) await last()
      } finally {
        await rm(join(folder, nameOf(note)), { force: true })
      }
    },
  }
}
