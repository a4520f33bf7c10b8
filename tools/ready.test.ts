// Tests of ready.mjs: in a folder of its own, with an npm that only pretends, so that no network is needed.
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const packages = { '': {}, 'node_modules/one': { version: '1.0.0' }, 'node_modules/for-others': { version: '1.0.0', optional: true, os: 'plan9' } }
const note = (version: string): string => JSON.stringify({ packages: { 'node_modules/one': { version } } })
const made: string[] = []
after(() => made.forEach(folder => rmSync(folder, { recursive: true, force: true })))

/** A clone with a lock file, a script to run, and an npm that takes half a second and counts its runs in `npm-ran`. */
function clone(npmAct = `setTimeout(() => { mkdirSync('node_modules', { recursive: true }); writeFileSync('node_modules/.package-lock.json', ${JSON.stringify(note('1.0.0'))}) }, 500)`): string {
  const root = mkdtempSync(join(tmpdir(), 'ready-'))
  made.push(root)
  mkdirSync(join(root, 'tools'))
  for (const file of ['ready.mjs', 'install.mjs', 'installed.mjs']) copyFileSync(join(import.meta.dirname, file), join(root, 'tools', file))
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }))
  writeFileSync(join(root, 'npm-cli.js'), `const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs'); appendFileSync('npm-ran', process.argv[2] + '\\n'); ${npmAct}`)
  writeFileSync(join(root, 'script.mjs'), `console.log('ran', ...process.argv.slice(2)); if (process.argv[2] === 'wait') setInterval(() => {}, 1000); else process.exit(7)`)
  return root
}

interface Ended { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly out: string; readonly error: string }

function start(root: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [join(root, 'tools', 'ready.mjs'), 'script.mjs', ...args], { env: { ...process.env, npm_execpath: join(root, 'npm-cli.js'), npm_node_execpath: process.execPath, ...env } })
  let out = '', error = ''
  child.stdout.on('data', bytes => (out += String(bytes)))
  child.stderr.on('data', bytes => (error += String(bytes)))
  const ended = once(child, 'close').then(([code, signal]) => ({ code: code as number | null, signal: signal as NodeJS.Signals | null, out, error }))
  return { child, ended }
}

const npmRuns = (root: string): number => (existsSync(join(root, 'npm-ran')) ? readFileSync(join(root, 'npm-ran'), 'utf8').trim().split('\n').length : 0)

test('a fresh clone is installed, then the script runs with its arguments and its exit code is carried', async () => {
  const root = clone()
  const ended = await start(root, ['a', '--b']).ended
  assert.equal(ended.out, 'ran a --b\n')
  assert.equal(ended.code, 7)
  assert.match(ended.error, /Installing the packages \(up to 2\)[^]*Installed in/)
  assert.equal((await start(root, []).ended).error, '')
  assert.equal(npmRuns(root), 1)
})

test('of two starts at once, one installs and the other waits', async () => {
  const root = clone()
  const both = await Promise.all([start(root, []).ended, start(root, []).ended])
  assert.deepEqual(both.map(({ code }) => code), [7, 7])
  assert.equal(npmRuns(root), 1)
  assert.equal(existsSync(join(root, '.installing')), false)
})

test('packages that somebody installed by hand are left alone, and others are installed again', async () => {
  const root = clone()
  mkdirSync(join(root, 'node_modules'))
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), note('1.0.0'))
  await start(root, []).ended
  assert.equal(npmRuns(root), 0)
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { ...packages, 'node_modules/one': { version: '1.0.1' } } }))
  await start(root, []).ended
  assert.equal(npmRuns(root), 1)
})

test('a failed install says what to do and starts nothing', async () => {
  const root = clone('console.error("npm error: no network"); process.exitCode = 1')
  const ended = await start(root, []).ended
  assert.deepEqual([ended.code, ended.out], [2, ''])
  assert.match(ended.error, /npm error: no network[^]*npm ci ended with 1[^]*run this again/)
  assert.equal(existsSync(join(root, '.installing')), false)
})

test('where there is no npm, a sentence says so', async () => {
  const ended = await start(clone(), [], { npm_execpath: '', PATH: '/nowhere' }).ended
  assert.equal(ended.code, 2)
  assert.match(ended.error, /npm was not found/)
})

test('told to stop during the install, it leaves only after npm has', async () => {
  const root = clone(`process.on('SIGTERM', () => setTimeout(() => { writeFileSync('npm-ended', ''); process.exit(0) }, 400)); setInterval(() => {}, 1000); writeFileSync('npm-began', '')`)
  const { child, ended } = start(root, [])
  while (!existsSync(join(root, 'npm-began'))) await new Promise(settle => setTimeout(settle, 20))
  child.kill('SIGTERM')
  assert.equal((await ended).code, 143)
  assert.ok(existsSync(join(root, 'npm-ended')))
})

test('a signal reaches the script, and ready ends as the script ended', async () => {
  const { child, ended } = start(clone(), ['wait'])
  await once(child.stdout!, 'data')
  child.kill('SIGTERM')
  assert.equal((await ended).signal, 'SIGTERM')
})
