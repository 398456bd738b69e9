import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { launchNpmBrowser } from '../support/browser.ts'
import { npmBrowser } from '../support/npm-browser.ts'

/** What the C library of every Linux brings, with the runtime of its compiler. */
const OF_THE_SYSTEM = /^(?:ld-linux.*|lib(?:c|m|dl|pthread|rt|gcc_s|resolv|nss_\w+))(?:-[\d.]+)?\.so(?:\.\d+)*$/

const isGone = (error: unknown) => ['ENOENT', 'ESRCH', 'EACCES'].includes(String((error as NodeJS.ErrnoException).code))

/** Empty for a process that has ended, or that belongs to somebody else. */
const unlessGone = (look: () => string): string => {
  try {
    return look()
  } catch (error) {
    if (isGone(error)) return ''
    throw error
  }
}

/** Every file that a process of this program has mapped. */
const filesMappedBy = (executablePath: string): Set<string> => {
  const processes = readdirSync('/proc').filter(
    name => /^\d+$/.test(name) && unlessGone(() => readlinkSync(`/proc/${name}/exe`)) === executablePath,
  )
  const maps = processes.map(name => unlessGone(() => readFileSync(`/proc/${name}/maps`, 'utf8'))).join('')
  return new Set(maps.match(/\/\S+$/gm) ?? [])
}

describe.runIf(process.platform === 'linux')('the browser that comes with npm', () => {
  it('takes libraries and fonts from its own folder, and from the system only what the C library brings', async () => {
    const browser = await launchNpmBrowser()
    try {
      const page = await browser.newPage()
      await page.setContent('<h1>Widths of <b>words</b></h1>')
      expect((await page.locator('h1').boundingBox())?.height).toBeGreaterThan(0)
      const { folder, executablePath } = await npmBrowser()
      const files = [...filesMappedBy(executablePath)]
      expect(files).toContain(executablePath)
      expect(files.map(file => basename(file))).toContain('libnss3.so')
      const foreign = files.filter(file => /\.(?:so|ttf|otf|pfb|pcf)\b/.test(file) && !file.startsWith(folder))
      expect(foreign.filter(file => !OF_THE_SYSTEM.test(basename(file)))).toEqual([])
      expect(files.some(file => file.endsWith('.ttf') && file.startsWith(folder))).toBe(true)
    } finally {
      await browser.close()
    }
  })
})
