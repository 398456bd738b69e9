// Live pages: what an element with `data-live` shows is swapped whenever the page at that address has changed. All tabs of
// a browser share one event stream, for it has six connections in all. This file is both: what a page does, and the worker
// that pages share. A page that nobody looks at is not followed; the first message tells whoever looks at it again.
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000

/** One stream of whatever is followed. Opened anew, it tells all there is to see, as this browser is to see it now. */
const openStream = show => {
  let followed = []
  let source
  let again
  let wait = FIRST_WAIT_MS
  const open = () => {
    source?.close()
    clearTimeout(again)
    if (followed.length === 0) return
    source = new EventSource(`/live?${new URLSearchParams(followed.map(address => ['of', address]))}`)
    source.addEventListener('open', () => {
      wait = FIRST_WAIT_MS
    })
    source.addEventListener('error', () => {
      // After a loss the browser comes again by itself; after a refusal it does not.
      if (source.readyState !== EventSource.CLOSED) return
      again = setTimeout(open, wait * (1 + Math.random()))
      wait = Math.min(2 * wait, LONGEST_WAIT_MS)
    })
    for (const address of followed) {
      source.addEventListener(address, ({ data }) => show(address, data))
    }
  }
  return (addresses, isNew = false) => {
    const wanted = [...new Set(addresses)]
    if (!isNew && wanted.join(' ') === followed.join(' ')) return
    followed = wanted
    open()
  }
}

// Between a page and the worker there are no other origins to keep a message from; there is nothing to hand over.
const tell = (port, message) => port.postMessage(message, [])

// --- the worker -------------------------------------------------------------------------------------------------
const shareStream = () => {
  const pages = new Map()
  const follow = openStream((address, markup) => {
    for (const [page, followed] of pages) if (followed.includes(address)) tell(page, [address, markup])
  })
  const take = (page, followed) => {
    const isNew = followed.length > 0 && !pages.has(page)
    pages.set(page, followed)
    if (followed.length === 0) pages.delete(page)
    follow([...pages.values()].flat(), isNew)
  }
  addEventListener('connect', ({ ports: [page] }) => {
    page.addEventListener('message', ({ data }) => take(page, data))
    // A page says that it goes; one that breaks down can not.
    page.addEventListener('close', () => take(page, []))
    page.start()
  })
}

// --- a page -----------------------------------------------------------------------------------------------------
const show = (address, text) => {
  for (const element of document.querySelectorAll(`[data-live="${CSS.escape(address)}"]`))
    htmx.swap({ sourceElement: element, target: element, text, swap: 'innerMorph' })
}

/** The way to follow addresses: through the worker, or alone where a browser has none or does not let it start. */
const connect = () => {
  const alone = openStream(show)
  if (!('SharedWorker' in globalThis)) return alone
  const worker = new SharedWorker(import.meta.url, { type: 'module' })
  worker.addEventListener('error', () => {
    follow = alone
    followShown()
  })
  worker.port.addEventListener('message', ({ data: [address, text] }) => show(address, text))
  worker.port.start()
  return addresses => tell(worker.port, addresses)
}

const shown = () =>
  document.visibilityState === 'visible'
    ? [...document.querySelectorAll('[data-live]')].map(({ dataset }) => dataset.live)
    : []

let follow
const followShown = () => {
  const addresses = shown()
  if (addresses.length > 0) follow ??= connect()
  follow?.(addresses)
}

if ('document' in globalThis) {
  for (const change of ['visibilitychange', 'htmx:after:swap']) document.addEventListener(change, followShown)
  addEventListener('pageshow', followShown)
  addEventListener('pagehide', () => follow?.([]))
  followShown()
} else shareStream()
