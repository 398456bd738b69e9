import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { npmBrowser } from './npm-browser.ts'

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const QUIET = ['--no-sandbox', '--disable-quic', '--disable-background-networking']
// The flags the package brings are for places that allow one process: there the end of a page takes the browser with it.
// With several, a renderer of its own for a new tab breaks down in this build, and so may one that the zygote forks.
const FROM_NPM = [
  '--process-per-site',
  '--renderer-process-limit=1',
  '--no-zygote',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
]

/** The one that comes with npm, which needs nothing of the system but its C library. */
export const launchNpmBrowser = async (): Promise<Browser> => {
  const { executablePath, env } = await npmBrowser()
  return chromium.launch({ executablePath, args: [...FROM_NPM, ...QUIET], env: { ...process.env, ...env } })
}

/** An installed Chromium if there is one, else the one that comes with npm; always that with `DAYBOOK_TEST_BROWSER=npm`. */
export const launchBrowser = async (): Promise<Browser> => {
  const installed = INSTALLED.find(path => existsSync(path))
  return installed === undefined || process.env['DAYBOOK_TEST_BROWSER'] === 'npm'
    ? launchNpmBrowser()
    : chromium.launch({ executablePath: installed, args: QUIET })
}
