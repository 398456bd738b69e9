import { existsSync } from 'node:fs'
import chromiumPackage from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const QUIET = ['--no-sandbox', '--disable-quic', '--disable-background-networking']

/** An installed Chromium if there is one, else the one that comes with npm. */
export const launchBrowser = async (): Promise<Browser> => {
  const installed = INSTALLED.find(path => existsSync(path))
  return installed === undefined
    ? chromium.launch({
        executablePath: await chromiumPackage.executablePath(),
        args: [...chromiumPackage.args, ...QUIET],
      })
    : chromium.launch({ executablePath: installed, args: QUIET })
}
