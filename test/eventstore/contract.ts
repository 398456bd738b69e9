import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  comparePositions,
  type EventStore,
  isMarker,
  LOG_OPENED,
  LOG_STREAM,
  MAX_APPEND_BYTES,
  type Marker,
  type Page,
  type Position,
  parsePosition,
  positionToken,
  type ReadAllOptions,
  type RecordedEvent,
  START,
} from '../../eventstore/event-store.ts'
import { appendOne, eventsOf, followUntil, idsOf, isCaughtUp, newAppend, newEvent, placeOf } from './events.ts'

type Open = () => Promise<{ store: EventStore; close(): Promise<void> }>

/** What every engine of the event store port does. @param open Opens a store on a new, empty log. */
export const eventStoreContract = (name: string, open: Open): void => {
  describe(name, () => {
    let opened: Awaited<ReturnType<Open>>
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.close())
    const store = (): EventStore => opened.store
    describe('opening', () => opening(store))
    describe('expected revisions', () => expectedRevisions(store))
    describe('the same append again', () => repeats(store))
    describe('several appends in one call', () => severalAppends(store))
    describe('what is kept', () => roundTrip(store))
    describe('reading a stream', () => readingStreams(store))
    describe('reading everything', () => readingAll(store))
    describe('following', () => following(store))
  })
}

type Store = () => EventStore

const opening = (store: Store) => {
  it('starts the log with LogOpened, whose id is the identity of the log', async () => {
    const { events } = await store().readAll({ limit: 1 })
    const { logId } = await store().identity()
    expect(events[0]).toMatchObject({ type: LOG_OPENED, stream: LOG_STREAM, revision: 0, data: { id: logId } })
    expect(await store().identity()).toEqual({ logId })
  })

  it('has its head at the last event', async () => {
    const place = placeOf(await appendOne(store(), newAppend({}, 2)))
    expect(await store().head()).toEqual(place)
  })
}

const expectedRevisions = (store: Store) => {
  it('starts a stream that is expected to be absent, at revision 0', async () => {
    expect(await appendOne(store(), newAppend())).toMatchObject({ kind: 'stored', revision: 0 })
  })

  it('goes on at the expected revision and answers with the place of the last event', async () => {
    const first = newAppend({}, 2)
    await store().append([first])
    const outcome = await appendOne(store(), newAppend({ stream: first.stream, expected: 1 }, 3))
    const events = await store().readStream(first.stream)
    expect(events.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4])
    expect(outcome).toEqual({ kind: 'stored', revision: 4, position: events[4]?.position })
  })

  it('refuses a revision of an absent stream and says that there is none', async () => {
    expect(await appendOne(store(), newAppend({ expected: 0 }))).toEqual({ kind: 'conflict', actual: -1 })
  })

  it.each([['no_stream'], [0], [2]] as const)('refuses %s for a stream at revision 1 and says so', async expected => {
    const { stream } = await present(store(), 2)
    expect(await appendOne(store(), newAppend({ stream, expected }))).toEqual({ kind: 'conflict', actual: 1 })
  })

  it('leaves nothing behind when it refuses', async () => {
    const refused = newAppend({ expected: 7 }, 2)
    const head = await store().head()
    await store().append([refused])
    expect(await store().readStream(refused.stream)).toEqual([])
    expect(await store().head()).toEqual(head)
    expect(await appendOne(store(), { ...refused, expected: 'no_stream' })).toMatchObject({ kind: 'stored' })
  })

  it('lets exactly one of many appends at once start a stream', async () => {
    const stream = `product-${randomUUID()}`
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => appendOne(store(), newAppend({ stream }))))
    expect(outcomes.filter(({ kind }) => kind === 'stored')).toHaveLength(1)
    expect(outcomes.filter(({ kind }) => kind === 'conflict')).toHaveLength(19)
    expect(await store().readStream(stream)).toHaveLength(1)
  })
}

const present = async (store: EventStore, count: number) => {
  const append = newAppend({}, count)
  return { ...append, outcome: await appendOne(store, append) }
}

const repeats = (store: Store) => {
  it('answers with the original place, at once', async () => {
    const { outcome, ...append } = await present(store(), 3)
    expect(await appendOne(store(), append)).toEqual(outcome)
    expect(await store().readStream(append.stream)).toHaveLength(3)
  })

  it('answers with the original place after later events of the stream and of others', async () => {
    const { stream } = await present(store(), 2)
    const append = newAppend({ stream, expected: 1 }, 2)
    const outcome = await appendOne(store(), append)
    await store().append([newAppend({ stream, expected: 3 }), newAppend()])
    expect(await appendOne(store(), append)).toEqual(outcome)
    expect(await store().readStream(stream)).toHaveLength(5)
  })

  it('stores it once when it comes twice in one call', async () => {
    const append = newAppend({}, 2)
    const [first, second] = await store().append([append, append])
    expect(placeOf(second)).toEqual(placeOf(first))
    expect(await store().readStream(append.stream)).toHaveLength(2)
  })

  it('stores it once when it comes many times at once', async () => {
    const append = newAppend({}, 2)
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => appendOne(store(), append)))
    expect(new Set(outcomes.map(outcome => positionToken(placeOf(outcome)))).size).toBe(1)
    expect(await store().readStream(append.stream)).toHaveLength(2)
  })

  it('takes a partial overlap for a conflict', async () => {
    const { stream, events } = await present(store(), 2)
    const [first = newEvent(), second = newEvent()] = events
    const overlaps = [
      [first, newEvent()],
      [newEvent(), second],
      [second, first],
      [...events, newEvent()],
    ]
    for (const overlap of overlaps)
      expect(await appendOne(store(), newAppend({ stream, events: overlap }))).toEqual({ kind: 'conflict', actual: 1 })
    expect(await store().readStream(stream)).toHaveLength(2)
  })

  it('takes the same ids at another expected revision for a conflict', async () => {
    const { stream, events } = await present(store(), 2)
    expect(await appendOne(store(), { stream, events, expected: 0 })).toEqual({ kind: 'conflict', actual: 1 })
  })

  it('answers a refused append again with a conflict', async () => {
    const { stream } = await present(store(), 1)
    const refused = newAppend({ stream })
    await store().append([refused])
    expect(await appendOne(store(), refused)).toEqual({ kind: 'conflict', actual: 0 })
  })
}

const severalAppends = (store: Store) => {
  it('stores each on its own: a conflict refuses neither those before nor those after it', async () => {
    const [before, refused, after] = [newAppend({}, 2), newAppend({ expected: 3 }), newAppend()]
    const outcomes = await store().append([before, refused, after])
    expect(outcomes).toMatchObject([
      { kind: 'stored', revision: 1 },
      { kind: 'conflict', actual: -1 },
      { kind: 'stored', revision: 0 },
    ])
    expect(await store().readStream(refused.stream)).toEqual([])
    expect(idsOf(await store().readStream(after.stream))).toEqual(idsOf(after.events))
  })

  it('lets a later one for the same stream build on the one before', async () => {
    const first = newAppend({}, 2)
    const { stream } = first
    const [second, stale] = [newAppend({ stream, expected: 1 }), newAppend({ stream, expected: 1 })]
    expect(await store().append([first, second, stale])).toMatchObject([
      { kind: 'stored', revision: 1 },
      { kind: 'stored', revision: 2 },
      { kind: 'conflict', actual: 2 },
    ])
    expect(idsOf(await store().readStream(stream))).toEqual(idsOf([...first.events, ...second.events]))
  })

  it('stores them in their order, whatever their streams', async () => {
    const head = await store().head()
    const appends = Array.from({ length: 40 }, (_, index) => newAppend({}, 1 + (index % 3)))
    await store().append(appends)
    const { events } = await store().readAll({ from: head, limit: 100 })
    expect(idsOf(events)).toEqual(idsOf(appends.flatMap(append => append.events)))
  })

  it('gives the events of one append adjacent places', async () => {
    const head = await store().head()
    const appends = Array.from({ length: 30 }, () => newAppend({}, 3))
    await Promise.all(appends.map(append => store().append([append])))
    const { events } = await store().readAll({ from: head, limit: 100 })
    const streams = events.map(({ stream }) => stream)
    expect(new Set(streams).size).toBe(30)
    expect(streams.filter((stream, index) => stream !== streams[index - 1])).toHaveLength(30)
  })

  it('answers no appends with no outcomes', async () => {
    expect(await store().append([])).toEqual([])
  })

  it('stores nothing of a call when one of its appends can not be stored', async () => {
    const good = newAppend()
    await expect(store().append([good, newAppend({ events: [] })])).rejects.toThrow(RangeError)
    expect(await store().readStream(good.stream)).toEqual([])
  })
}

const roundTrip = (store: Store) => {
  it('keeps data and metadata as they are', async () => {
    const data = {
      text: 'Grüße, 日本語, 🦊, "quoted", \\u0000 \\n, line\nfeed\ttab',
      numbers: [0, -1, 1.5, 1e-7, Number.MAX_SAFE_INTEGER, 1e21],
      nothing: null,
      no: false,
      'odd key $': { '': [[], {}] },
    }
    const metadata = {
      ...newEvent().metadata,
      $correlationId: 'ü-1',
      subjects: ['customer-1', 'customer-2'],
      schema: 3,
    }
    const event = newEvent({ data, metadata })
    const append = newAppend({ events: [event] })
    await store().append([append])
    const [stored] = await store().readStream(append.stream)
    expect(stored).toMatchObject(event)
    expect(stored?.data).toEqual(data)
    expect(stored?.metadata).toEqual(metadata)
    expect(stored?.recordedAt).toBeInstanceOf(Date)
  })

  it.each(['price$list', 'a-b-c-', 'eu/books/1', 'with two blanks', 'größe-日本', 'o\'neil "; --', 'x'.repeat(256)])(
    'keeps streams called %s',
    async name => {
      const stream = `${name}${randomUUID()}`.slice(-256)
      const append = newAppend({ stream })
      await store().append([append])
      expect(await store().readStream(stream)).toMatchObject([{ id: append.events[0]?.id, stream }])
    },
  )

  const noNul = { text: 'a\0b' }
  it.each([
    ['an append without events', { events: [] }],
    ['NUL in data', { events: [newEvent({ data: noNul })] }],
    ['NUL in a key', { events: [newEvent({ data: { 'a\0': 1 } })] }],
    ['half a surrogate pair', { events: [newEvent({ data: { text: '\ud83d' } })] }],
    ['NUL in a stream name', { stream: 'a\0b' }],
    ['a stream without a name', { stream: '' }],
    ['a stream that begins with $', { stream: '$settings' }],
    ['an event type that begins with $', { events: [newEvent({ type: '$deleted' })] }],
    ['an event id that is no UUID', { events: [newEvent({ id: 'first' })] }],
    ['a negative expected revision', { expected: -1 }],
    ['a fractional expected revision', { expected: 0.5 }],
    ['more than 1 MiB', { events: [newEvent({ data: { text: 'x'.repeat(MAX_APPEND_BYTES) } })] }],
  ])('refuses %s', async (_, over) => {
    const head = await store().head()
    await expect(appendOne(store(), newAppend(over))).rejects.toThrow(RangeError)
    expect(await store().head()).toEqual(head)
  })

  it('keeps an append of nearly 1 MiB', async () => {
    const text = 'ü'.repeat(MAX_APPEND_BYTES / 2 - 1_000)
    const append = newAppend({ events: [newEvent({ data: { text } })] })
    await store().append([append])
    expect((await store().readStream(append.stream))[0]?.data).toEqual({ text })
  })
}

const readingStreams = (store: Store) => {
  const revisions = async (...[stream, options]: Parameters<EventStore['readStream']>) =>
    (await store().readStream(stream, options)).map(({ revision }) => revision)

  it('finds nothing of a stream that is not there behind a revision either, and takes it for no cut one', async () => {
    const append = newAppend()
    expect(await store().readStream(append.stream, { from: 3, limit: 2 })).toEqual([])
    expect(await appendOne(store(), { ...append, expected: 0 })).toEqual({ kind: 'conflict', actual: -1 })
    expect(await appendOne(store(), append)).toMatchObject({ kind: 'stored', revision: 0 })
    expect(store().cuts()).toEqual([])
  })

  it('finds nothing in a stream that is not there', async () => {
    expect(await revisions(`product-${randomUUID()}`)).toEqual([])
  })

  it('reads both ways, from a revision on, up to a limit', async () => {
    const { stream } = await present(store(), 5)
    expect(await revisions(stream)).toEqual([0, 1, 2, 3, 4])
    expect(await revisions(stream, { direction: 'backwards' })).toEqual([4, 3, 2, 1, 0])
    expect(await revisions(stream, { from: 3 })).toEqual([3, 4])
    expect(await revisions(stream, { from: 1, limit: 2 })).toEqual([1, 2])
    expect(await revisions(stream, { direction: 'backwards', from: 3, limit: 2 })).toEqual([3, 2])
    expect(await revisions(stream, { direction: 'backwards', limit: 1 })).toEqual([4])
    expect(await revisions(stream, { from: 5 })).toEqual([])
  })
}

const readAllPages = async (store: EventStore, options: ReadAllOptions) => {
  const pages: Page[] = []
  for (let from = options.from; ; from = pages.at(-1)?.next) {
    const page = await store.readAll({ ...options, ...(from === undefined ? {} : { from }) })
    pages.push(page)
    if (page.atHead) return pages.flatMap(({ events }) => events)
  }
}

const readingAll = (store: Store) => {
  const within = async (from: Position, over: Partial<ReadAllOptions> = {}) =>
    idsOf(await readAllPages(store(), { from, limit: 4, ...over }))

  it('reads every event once, in the order in which they were stored', async () => {
    const head = await store().head()
    const appends = [newAppend({}, 3), newAppend({}, 2), newAppend({}, 5)]
    for (const append of appends) await store().append([append])
    expect(await within(head)).toEqual(idsOf(appends.flatMap(({ events }) => events)))
    const all = await readAllPages(store(), { limit: 100 })
    expect(all.every(({ position }, index) => index === 0 || isAfter(position, all[index - 1]))).toBe(true)
  })

  it('reads backwards from the last event or from before a position', async () => {
    const append = newAppend({}, 6)
    const place = placeOf(await appendOne(store(), append))
    const ids = idsOf(append.events).toReversed()
    const page = await store().readAll({ direction: 'backwards', limit: 2 })
    expect(idsOf(page.events)).toEqual(ids.slice(0, 2))
    expect(page.atHead).toBe(false)
    const before = await store().readAll({ direction: 'backwards', from: place, limit: 2 })
    expect(idsOf(before.events)).toEqual(ids.slice(1, 3))
    const all = await readAllPages(store(), { limit: 50 })
    expect(idsOf(await readAllPages(store(), { direction: 'backwards', limit: 50 }))).toEqual(idsOf(all).toReversed())
  })

  it('picks the types asked for and still gets to the head', async () => {
    const head = await store().head()
    const rare = newEvent({ type: 'ProductDiscontinued' })
    const last = newAppend({}, 9)
    await store().append([newAppend({}, 9), newAppend({ events: [newEvent(), rare] }), last])
    expect(await within(head, { types: ['ProductDiscontinued'] })).toEqual([rare.id])
    const page = await store().readAll({ from: head, limit: 4, types: ['NothingOfTheKind'] })
    expect(page).toEqual({ events: [], next: await store().head(), atHead: true })
    expect(await within(await store().head(), { direction: 'backwards', types: ['ProductDiscontinued'] })).toContain(
      rare.id,
    )
  })

  it('stays where it is at the head', async () => {
    const head = await store().head()
    expect(await store().readAll({ from: head, limit: 10 })).toEqual({ events: [], next: head, atHead: true })
  })

  it('finds an event by its position, also by its token, and nothing elsewhere', async () => {
    const { events, outcome } = await present(store(), 1)
    const place = placeOf(outcome)
    expect(await store().eventAt(place)).toMatchObject({ id: events[0]?.id, position: place })
    expect(await store().eventAt(parsePosition(positionToken(place)))).toMatchObject({ id: events[0]?.id })
    expect(
      await store().eventAt({ commit: place.commit + 10n ** 6n, prepare: place.commit + 10n ** 6n }),
    ).toBeUndefined()
    expect(await store().eventAt(START)).toBeUndefined()
  })
}

const isAfter = (position: Position, event: RecordedEvent | undefined) =>
  event !== undefined && comparePositions(position, event.position) > 0

const following = (store: Store) => {
  it('delivers the whole log from START, then says that it has caught up', async () => {
    await store().append([newAppend({}, 3)])
    const items = await followUntil(store(), START, isCaughtUp)
    expect(idsOf(eventsOf(items))).toEqual(idsOf(await readAllPages(store(), { limit: 100 })))
    expect(items.at(-1)).toEqual({ marker: true, position: await store().head(), caughtUp: true })
  })

  it('delivers what is behind a position only', async () => {
    const [first, second] = [newAppend({}, 2), newAppend({}, 2)]
    const place = placeOf(await appendOne(store(), first))
    await store().append([second])
    expect(idsOf(eventsOf(await followUntil(store(), place, isCaughtUp)))).toEqual(idsOf(second.events))
  })

  it('says at the head that it has caught up, before any event', async () => {
    const head = await store().head()
    expect(await followUntil(store(), head, isCaughtUp)).toEqual([{ marker: true, position: head, caughtUp: true }])
  })

  it('delivers what is appended while it follows, and says behind each append that it has caught up', async () => {
    const appends = [newAppend({}, 2), newAppend({}, 1), newAppend({}, 3)]
    const head = await store().head()
    const [waiting, places] = [[...appends], [head]]
    const isAtEnd = (item: RecordedEvent | Marker) =>
      isMarker(item) && item.caughtUp && positionToken(item.position) === positionToken(places.at(-1) ?? head)
    const items = await followUntil(
      store(),
      head,
      said => eventsOf(said).length === 6 && said.slice(-1).some(isAtEnd),
      async item => {
        const next = isAtEnd(item) ? waiting.shift() : undefined
        if (next !== undefined) places.push(placeOf(await appendOne(store(), next)))
      },
    )
    expect(idsOf(eventsOf(items))).toEqual(idsOf(appends.flatMap(({ events }) => events)))
    const positions = items.map(({ position }) => positionToken(position))
    expect(positions).toEqual(positions.toSorted())
    // Between the events of one append it may say so, too, but never of what it has not delivered.
    for (const [index, item] of items.entries())
      if (isMarker(item)) expect(item.position).toEqual(items[index - 1]?.position ?? head)
  })

  it('delivers everything that was stored before, in order and over many pages, before it first says that it has caught up', async () => {
    const head = await store().head()
    await store().append(Array.from({ length: 60 }, () => newAppend({}, 50)))
    const events = eventsOf(await followUntil(store(), head, isCaughtUp))
    expect(events).toHaveLength(3_000)
    expect(idsOf(events)).toEqual(idsOf(await readAllPages(store(), { from: head, limit: 1_000 })))
  })

  it('serves several followers, each from its own position', async () => {
    const head = await store().head()
    const append = newAppend({}, 4)
    await store().append([append])
    const all = [START, head, await store().head()].map(from => followUntil(store(), from, isCaughtUp))
    const [whole = [], tail = [], none = []] = (await Promise.all(all)).map(eventsOf)
    expect(idsOf(whole).slice(-4)).toEqual(idsOf(append.events))
    expect(idsOf(tail)).toEqual(idsOf(append.events))
    expect(none).toEqual([])
  })

  it('ends when it is aborted while it waits, and at once when it was aborted before', async () => {
    const stop = new AbortController()
    const follow = async (from: Position) => store().follow({ from, signal: stop.signal })[Symbol.asyncIterator]()
    const iterator = await follow(await store().head())
    await iterator.next()
    const ended = iterator.next()
    stop.abort()
    expect((await ended).done).toBe(true)
    const again = await follow(START)
    expect((await again.next()).done).toBe(true)
  })
}
