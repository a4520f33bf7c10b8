// Finds a Chromium for the browser tests; on a fresh machine it brings one.
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { unpackedChromium } from './chromium-package.mjs'

const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chromium-headless-shell', 'chrome-headless-shell']
const NONE = 'No Chromium was found for the browser tests. Install one (Debian: apt-get install chromium), or name one in CHROMIUM_PATH.'

let found
export const chromium = () => (found ??= find())

export async function withoutChromium() {
  try {
    await chromium()
    return false
  } catch (error) {
    if (process.env.CI === 'true') throw error
    return error.message
  }
}

async function find() {
  const chosen = named() ?? installed() ?? (await fromPackage()) ?? fromApt()
  if (!chosen) throw new Error(NONE)
  return { args, env: process.env, ...chosen }
}

function named() {
  const executablePath = process.env.CHROMIUM_PATH
  if (!executablePath) return undefined
  if (!starts(executablePath)) throw new Error(`CHROMIUM_PATH names ${executablePath}, which does not start.`)
  return { executablePath }
}

function installed() {
  const executablePath = onPath(NAMES).find(path => starts(path))
  return executablePath && { executablePath }
}

async function fromPackage() {
  const home = await unpackedChromium()
  if (!home) return undefined
  // A library of the system's own goes first; the package's stand in for those that are missing.
  const libraries = [process.env.LD_LIBRARY_PATH, join(home, 'lib')].filter(Boolean).join(delimiter)
  const chosen = { executablePath: join(home, 'chromium'), env: { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(home, 'fonts.conf') } }
  return starts(chosen.executablePath, chosen.env) ? chosen : undefined
}

function fromApt() {
  const [apt] = onPath(['apt-get'])
  if (!apt || process.getuid?.() !== 0) return undefined
  console.error('Installing Chromium with apt-get, for the browser tests.')
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] }
  spawnSync(apt, ['update'], options)
  spawnSync(apt, ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'], options)
  return installed()
}

const onPath = names => (process.env.PATH ?? '').split(delimiter).flatMap(folder => names.map(name => join(folder, name))).filter(mayRun)

const starts = (path, env = process.env) => mayRun(path) && spawnSync(path, ['--version'], { env, timeout: 20_000 }).status === 0

function mayRun(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
