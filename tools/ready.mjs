// Makes a fresh clone ready, then runs the script it was given on the project's own Node 24. Needs only Node 20 and npm.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { install, isInstalled, SIGNALS } from './install.mjs'

const WANTED = 24
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = join(root, 'node_modules', '.bin')

while (!isInstalled(root)) await install(root)
run(node(), process.argv.slice(2))

/** The project's own Node where npm brought one; else this one, if it is new enough. */
function node() {
  const own = join(bin, process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= WANTED) return process.execPath
  fail(`Countersign needs Node ${WANTED}, and this is ${process.version}. npm has none for ${process.platform} on ${process.arch}: install Node ${WANTED} from https://nodejs.org and run this again.`)
}

/** Runs it to its end, hands on every signal and ends as it ended. */
function run(command, args) {
  const env = { ...process.env, PATH: bin + delimiter + (process.env.PATH ?? '') }
  const child = spawn(command, ['--disable-warning=ExperimentalWarning', ...args], { cwd: root, env, stdio: 'inherit' })
  for (const signal of Object.keys(SIGNALS)) process.on(signal, () => child.kill(signal))
  child.on('error', error => fail(`${command} cannot be run on this machine (${error.message}). Remove node_modules, install Node ${WANTED} from https://nodejs.org and run this again.`))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

function fail(sentence) {
  console.error(sentence)
  process.exit(2)
}
