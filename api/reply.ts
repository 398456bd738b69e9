import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AskedKey } from '../domain/shared/id.ts'
import type { Outcome } from '../eventstore/command.ts'
import { isForm } from './command-request.ts'
import { type CommandRoute, pathTo } from './commands.ts'
import { type Done as Flash, flashCookie, PARKED, STALE, undoableOf } from './flash.ts'
import { mayUndo } from './may-undo.ts'
import { asOpened } from './opened-in.ts'
import type { Submitted } from './page.ts'
import { type Context, pageContextOf } from './page-context.ts'
import { mayOpen } from './permission.ts'
import { type Problem, problem } from './problem.ts'
import type { ServerDependencies } from './server-dependencies.ts'

/** Whether the caller wants a page: a browser's form, or htmx. */
export const wantsHtml = (request: FastifyRequest): boolean =>
  request.headers['hx-request'] === 'true' ||
  (request.headers.accept ?? '').includes('text/html') ||
  (isForm(request) && !(request.headers.accept ?? '').includes('json'))

/** A header is Latin-1: everything beyond is escaped the JSON way. */
export const headerJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)

export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))

export const sendHtml = (reply: FastifyReply, status: number, markup: { toString: () => string }): FastifyReply =>
  reply.code(status).type('text/html; charset=utf-8').send(markup.toString())

/** What `:id` of a command's pages stands for; undefined for what no id can be. `data` is that of the command. */
export const pageId = (data: unknown, { about }: CommandRoute, id: string | undefined): string | undefined => {
  const asked = about === undefined ? id : z.looseObject({}).catch({}).parse(data)[about]
  return AskedKey.safeParse(asked).data
}

export type Carried = {
  readonly route: CommandRoute
  readonly id: string
  readonly data: unknown
  readonly done: Extract<Outcome, { kind: 'done' }>
  /** The command that it takes back. */
  readonly undoes?: string
}

/** What takes it back, for those who may send that. */
const offeredUndo = async (deps: ServerDependencies, request: FastifyRequest, { route, id, done }: Carried) => {
  const undoable = undoableOf(route, id, done)
  const onError = (error: unknown) => request.log.error({ failure: String(error) }, 'what takes it back was not found')
  const isOffered = undoable.undo && (await mayUndo(deps, deps.viewerOf(request), undoable.undo, onError))
  return isOffered === true ? undoable : {}
}

const flashFor = async (
  deps: ServerDependencies,
  request: FastifyRequest,
  wait: 'fresh' | 'stale' | 'parked',
  carried: Carried,
): Promise<Flash> => {
  if (wait !== 'fresh') return { command: { stale: STALE, parked: PARKED }[wait] }
  const undoable = await offeredUndo(deps, request, carried)
  const { route, undoes } = carried
  return undoes === undefined
    ? { command: route.command, ...undoable }
    : { command: undoes, isUndone: true, ...undoable }
}

/** The worst of how the things that a command is about, and that it leads to, have arrived. */
const arrivalOf = async (
  { waitFor }: ServerDependencies['readSide'],
  position: string,
  { decider, shows = decider.category }: CommandRoute,
  id: string,
) => {
  const categories = [...new Set([decider.category, shows])]
  const all = await Promise.all(categories.map(category => waitFor(position, { category, id }, 2000)))
  return (['stale', 'parked'] as const).find(how => all.includes(how)) ?? 'fresh'
}

/** Waits until what was done is seen, and says how far that is. */
const seenOf = async ({ readSide }: ServerDependencies, reply: FastifyReply, { route, id, done }: Carried) => {
  const { position, revision } = done
  const wait = position === undefined ? 'fresh' : await arrivalOf(readSide, position, route, id)
  if (wait !== 'fresh') reply.header(`x-${wait}`, 'true')
  if (revision >= 0) reply.header('etag', `"${revision}"`)
  return wait
}

/** What a program is told of what was done. */
export const doneBody = async (deps: ServerDependencies, reply: FastifyReply, carried: Carried) => {
  const wait = await seenOf(deps, reply, carried)
  const { position, revision } = carried.done
  if (position !== undefined) reply.header('x-position', position)
  return { id: carried.id, revision, position: position ?? null, stale: wait === 'stale', parked: wait === 'parked' }
}

/** Tells a program where it stands, or leads a person on; either way only after the read side had time to follow. */
export const sendDone = async (
  deps: ServerDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  carried: Carried,
): Promise<FastifyReply> => {
  const { route, id, data } = carried
  if (!wantsHtml(request)) return reply.code(200).send(await doneBody(deps, reply, carried))
  const wait = await seenOf(deps, reply, carried)
  const page = pathTo(route.then, pageId(data, route, id) ?? id)
  const to = route.then.includes(':') ? asOpened(request, page) : page
  reply.header('set-cookie', flashCookie(await flashFor(deps, request, wait, carried)))
  if (request.headers['hx-request'] === 'true') {
    // A page that is not to be seen yet loads itself again, which only a whole page can.
    if (wait === 'stale') return reply.code(204).header('hx-redirect', to).send()
    return reply
      .code(204)
      .header('hx-location', headerJson({ path: to, target: '#main', select: '#main > *' }))
      .send()
  }
  return reply.redirect(to, 303)
}

type FormRoute = Pick<CommandRoute, 'form'> & Partial<Pick<CommandRoute, 'then' | 'shows' | 'about'>>

/** The form is of a part that is not there: what is wrong is told on the page of the thing, where that is where its sender would go on. */
const placesOf = ({ form, then, shows, about }: FormRoute): readonly string[] =>
  then?.endsWith('/:id') === true && shows === undefined && about === undefined ? [form, then] : [form]

/** Shows the page the form came from again, with everything that was typed and, if it was refused, what is wrong with it. */
export const sendForm = async (
  deps: ServerDependencies,
  reply: FastifyReply,
  context: Context,
  { route, id, submitted }: { route: FormRoute; id: string | undefined; submitted: Submitted },
): Promise<FastifyReply> => {
  const params = id === undefined ? {} : { id }
  const { problem: refused } = submitted
  for (const path of placesOf(route)) {
    const page = deps.pages.find(one => one.path === path)
    const full = { ...pageContextOf(deps, { ...context, params, path: pathTo(path, id ?? '') }), submitted }
    // A refusal must not show a page that its viewer could not open.
    const view = page !== undefined && mayOpen(context.viewer, page) ? await page.view(full) : undefined
    if (view !== undefined) return sendHtml(reply, refused?.status ?? 200, deps.shell.page(view, full))
  }
  const said = refused ?? problem(context.text, 404, 'NoSuchThing', context.text('problem.detail.thing'))
  return sendHtml(reply, said.status, deps.shell.problem(said, context))
}
