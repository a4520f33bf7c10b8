// Brings the peers: "npm ci" in their own folder, once for each lock file; and finds a Node for a peer that was built for another one.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export const PEERS_FOLDER = join(import.meta.dirname, '../peers')
const OWN_BIN = join(import.meta.dirname, '../../node_modules/.bin')

/** The search path without our own Node: packages that are compiled are compiled for the one that npm runs on. */
const elsewhere = (): string => (process.env['PATH'] ?? '').split(delimiter).filter(folder => folder !== OWN_BIN).join(delimiter)

/** Installs the peers unless these very ones are there. A peer that cannot be built on this machine is left out and named in the table. */
export function installPeers(): void {
  const lock = readFileSync(join(PEERS_FOLDER, 'package-lock.json'), 'utf8'), mark = join(PEERS_FOLDER, 'node_modules', '.installed-lock')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return
  process.stderr.write('Installing the peers; the first time takes some minutes, since one of them is compiled.\n')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: PEERS_FOLDER, env: { ...process.env, PATH: elsewhere() }, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error('The peers could not be installed.')
  writeFileSync(mark, lock)
}

/** Asks a peer in a process of its own, on the Node it was built for; nothing where there is none. */
export function measureApart(asked: { readonly name: string; readonly phrases: readonly string[]; readonly texts: readonly string[]; readonly rounds: number }): { readonly postsPerSecond: number; readonly hits: number; readonly node: string } | undefined {
  for (const [command, PATH] of [[process.execPath, process.env['PATH']], ['node', elsewhere()]] as const) {
    const { status, stdout } = spawnSync(command, [join(PEERS_FOLDER, 'apart.mjs')], { input: JSON.stringify(asked), env: { ...process.env, PATH }, encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['pipe', 'pipe', 'ignore'] })
    if (status === 0) return JSON.parse(stdout) as { postsPerSecond: number; hits: number; node: string }
  }
  return undefined
}
