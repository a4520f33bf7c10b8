// countersign serve, the command itself with the real parts: what it prints, what it serves, and that it ends as it should.
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import type { Ports } from '../src/adapters/configuration.ts'
import { pause, startOf } from '../src/adapters/processes/running.ts'
import { isRoot } from '../src/adapters/processes/user.ts'
import { freePorts } from './free-ports.ts'

const BIN = join(import.meta.dirname, '../bin/countersign.mjs')
const folders: string[] = []
const children: ChildProcess[] = []

after(() => {
  for (const child of children) child.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-serve-'))
  chmodSync(folder, 0o711)
  folders.push(folder)
  return folder
}

interface Serving {
  readonly port: number
  readonly lines: string[]
  /** Resolves with the first line that matches; rejects if the command ends before. */
  saying(words: RegExp): Promise<string>
  signal(name: NodeJS.Signals): void
  readonly ended: Promise<number | null>
}

/** On ports that stay: the address of the signing pages stands in the trust file from the first start on. */
async function serve(data: string, { web, sign, wall }: Ports, ...flags: readonly string[]): Promise<Serving> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', BIN, 'serve', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH']!, COUNTERSIGN_DATA: data, COUNTERSIGN_WEB: `http://localhost:${web}`, COUNTERSIGN_SIGN: `http://sign.localhost:${sign}`, COUNTERSIGN_WALL: `http://wall.localhost:${wall}` },
  })
  children.push(child)
  const lines: string[] = []
  for (const output of [child.stdout, child.stderr]) createInterface({ input: output }).on('line', line => lines.push(line))
  const ended = new Promise<number | null>(resolve => { child.once('close', resolve) })
  const saying = async (words: RegExp): Promise<string> => {
    for (;;) {
      const line = lines.find(each => words.test(each))
      if (line !== undefined) return line
      if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}:\n${lines.join('\n')}`)
      await pause(20)
    }
  }
  return { port: web, lines, saying, ended, signal: name => { child.kill(name) } }
}

/** The status of the first page, as a browser would ask for it. */
function firstPage(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/', headers: { host: `localhost:${port}` } }, response => {
      response.resume()
      resolve(response.statusCode!)
    }).on('error', reject).end()
  })
}

const partsOf = (data: string): number[] => readFileSync(join(data, 'pids'), 'utf8').split('\n').map(line => Number(line.split(' ')[0]))

test('a trial prints its two links once, says how the parts are kept apart, serves its page, survives a kill and ends with status 0', async () => {
  const [data, ports] = [newFolder(), await freePorts()]
  const first = await serve(data, ports, '--trial')
  await first.saying(/^Ctrl-C stops everything/)
  assert.equal(first.lines.filter(line => /^ {2}http:\/\/sign\.localhost:\d+\/enrol\/first#[\w-]{32}$/.test(line)).length, 2)
  assert.ok(first.lines.some(line => (isRoot() ? /^Separated and protected/ : /^Separated, not protected: every part runs as/).test(line)))
  assert.ok([200, 302, 303].includes(await firstPage(first.port)))
  const before = partsOf(data)
  for (const pid of before) process.kill(pid, 'SIGKILL')
  for (let ok = false; !ok; await pause(50)) ok = await firstPage(first.port).then(status => status < 400, () => false)
  first.signal('SIGINT')
  assert.equal(await first.ended, 0)
  for (const pid of before) assert.equal(startOf(pid), undefined)
  const second = await serve(data, ports, '--trial')
  await second.saying(/^Ctrl-C stops everything/)
  assert.ok(!second.lines.some(line => line.includes('/enrol/first#')), 'the links are shown once')
  second.signal('SIGTERM')
  assert.equal(await second.ended, 0)
})

test('Ctrl-C while it starts stops what was started, and the next start goes on', async () => {
  const [data, ports] = [newFolder(), await freePorts()]
  const first = await serve(data, ports, '--trial')
  await first.saying(/^PostgreSQL has its files/)
  first.signal('SIGINT')
  assert.equal(await first.ended, 0)
  assert.equal(first.lines.at(-1), 'Everything has stopped.')
  const again = await serve(data, ports, '--trial')
  await again.saying(/^Ctrl-C stops everything/)
  again.signal('SIGINT')
  assert.equal(await again.ended, 0)
})

test('a service whose signing address was changed does not start, and says which to set back', async () => {
  const [data, ports] = [newFolder(), await freePorts()]
  const first = await serve(data, ports, '--trial')
  await first.saying(/^Ctrl-C stops everything/)
  first.signal('SIGINT')
  await first.ended
  const moved = await serve(data, await freePorts(), '--trial')
  assert.equal(await moved.ended, 2)
  assert.match(moved.lines.at(-1)!, new RegExp(`^keeper could not start\\. .*http://sign\\.localhost:${ports.sign}.*set COUNTERSIGN_SIGN back`))
})
