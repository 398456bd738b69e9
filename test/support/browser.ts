import { existsSync } from 'node:fs'
import chromiumPackage from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const QUIET = ['--no-sandbox', '--disable-quic', '--disable-background-networking']
// The flags the package brings are for places that allow one process: there the end of a page takes the browser with it.
// With several, a renderer of its own for a new tab breaks down in this build.
const FROM_NPM = ['--process-per-site', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none']

/** An installed Chromium if there is one, else the one that comes with npm. */
export const launchBrowser = async (): Promise<Browser> => {
  const installed = INSTALLED.find(path => existsSync(path))
  if (installed !== undefined) return chromium.launch({ executablePath: installed, args: QUIET })
  return chromium.launch({ executablePath: await chromiumPackage.executablePath(), args: [...FROM_NPM, ...QUIET] })
}
