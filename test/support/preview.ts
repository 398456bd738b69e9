import { createServer } from 'node:http'
import { samplePages } from './sample-pages.ts'
import { assets } from './sample-shell.ts'

const CSP = "default-src 'self'"

/** Serves the sample pages under `/<name>` and the static files, under the policy the server has. */
export const previewServer = () =>
  createServer(({ url = '/' }, response) => {
    const asset = assets.files.get(url)
    if (asset !== undefined) {
      response.writeHead(200, { 'content-type': asset.type, 'content-security-policy': CSP }).end(asset.body)
      return
    }
    // Every page asks now and then; what it shows stays as the sample has it.
    if (url === '/freshness') {
      response.writeHead(204).end()
      return
    }
    const name = new URL(url, 'http://preview').pathname.slice(1)
    const page = samplePages[name]
    response
      .writeHead(page === undefined ? 404 : 200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': CSP,
      })
      .end(page ?? Object.keys(samplePages).join('\n'))
  })

if (import.meta.main) previewServer().listen(4455, '127.0.0.1', () => console.log('http://127.0.0.1:4455/orders'))
