// Installs the packages as package-lock.json names them: of several starts at once, one installs and the others wait for it.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { leaveStamp, packagesFit, readLock } from './installed.mjs'

/** The signals that are handed on, each with what a shell reports for a program that it ended. */
export const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/** A claim is touched every second; one that lay untouched for so long belongs to nobody any more. */
const ABANDONED_AFTER = 15_000
const claimPath = root => join(root, '.installing')
const say = line => console.error(line)

export const isInstalled = root => !existsSync(claimPath(root)) && packagesFit(root)

/** Installs, or waits while somebody else does: ask isInstalled again afterwards. */
export async function install(root) {
  if (!claim(root)) return theOther(root)
  const giveBack = () => rmSync(claimPath(root), { recursive: true, force: true })
  process.on('exit', giveBack)
  if (!packagesFit(root)) await npmCi(root)
  giveBack()
  process.off('exit', giveBack)
}

/** Making a folder is atomic: of two starts at once, one gets it. */
function claim(root) {
  try {
    mkdirSync(claimPath(root))
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    say(`The packages are not installed, and this user may not install them in ${root} (${error.code}). Run "npm ci" there as its owner.`)
    process.exit(2)
  }
}

async function theOther(root) {
  say('Another start is installing the packages; waiting for it.')
  for (let claimed; (claimed = statSync(claimPath(root), { throwIfNoEntry: false })); await wait(300)) {
    if (Date.now() - claimed.mtimeMs > ABANDONED_AFTER) rmSync(claimPath(root), { recursive: true, force: true })
  }
}

async function npmCi(root) {
  const began = Date.now(), seconds = () => Math.round((Date.now() - began) / 1000)
  say(`Installing the packages (up to ${Object.keys(JSON.parse(readLock(root)).packages).length - 1}). This happens once and takes about half a minute.`)
  const child = startNpm(root)
  let told
  const tell = signal => {
    told = signal
    child.kill(signal)
  }
  for (const signal of Object.keys(SIGNALS)) process.on(signal, tell)
  const beat = setInterval(() => utimesSync(claimPath(root), new Date(), new Date()), 1000)
  const progress = setInterval(() => say(`  ${seconds()} s: ${packagesInPlace(root)} packages in place`), 3000)
  // npm writes on for a moment after it was told to stop, and a new install would collide with it: so leave only after it.
  const outcome = await new Promise(settle => child.on('error', settle).on('close', settle))
  for (const timer of [beat, progress]) clearInterval(timer)
  for (const signal of Object.keys(SIGNALS)) process.off(signal, tell)
  if (told) process.exit(SIGNALS[told])
  if (outcome !== 0) giveUp(outcome)
  leaveStamp(root)
  say(`Installed in ${seconds()} s.`)
}

/** The npm that runs us, under the Node that it runs on; else the one on PATH. */
function startNpm(root) {
  const { npm_execpath: npm, npm_node_execpath: node = process.execPath } = process.env
  const args = ['ci', '--loglevel=error', '--no-audit', '--no-fund'], options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }
  if (npm?.endsWith('npm-cli.js')) return spawn(node, [npm, ...args], options)
  return process.platform === 'win32' ? spawn('npm.cmd', args, { ...options, shell: true }) : spawn('npm', args, options)
}

function packagesInPlace(root) {
  const within = folder => (existsSync(folder) ? readdirSync(folder).map(name => join(folder, name)) : [])
  const folders = within(join(root, 'node_modules')).flatMap(folder => (basename(folder).startsWith('@') ? within(folder) : [folder]))
  return folders.filter(folder => existsSync(join(folder, 'package.json'))).length
}

function giveUp(outcome) {
  if (outcome.code === 'ENOENT') say('npm was not found, and Countersign installs its packages with it. npm comes with Node: install Node 20 or later from https://nodejs.org, then run this again.')
  else say(`The packages could not be installed: npm ci ended with ${outcome.code ?? outcome}, and the lines above say why. Nothing was started. With no network or behind a proxy, set that right; then run this again.`)
  process.exit(2)
}
