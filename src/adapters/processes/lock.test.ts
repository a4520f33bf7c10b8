// One supervisor for a folder: who has the lock, who has lost it, and two starts at the same moment.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { CannotStart } from '../cannot-start.ts'
import { endLeftParts, notePids, takeLock } from './lock.ts'
import { noteOf, runningOf, startOf } from './running.ts'

let data: string
beforeEach(() => { data = mkdtempSync(join(tmpdir(), 'countersign-lock-')) })
afterEach(() => rmSync(data, { recursive: true }))

test('a lock is taken once, and again when it was let go', async () => {
  const letGo = await takeLock(data)
  await assert.rejects(takeLock(data), (fault: unknown) => fault instanceof CannotStart && fault.message.startsWith(`Another Countersign (process ${process.pid}) uses ${data}.`))
  letGo()
  const again = await takeLock(data)
  assert.deepEqual(readdirSync(data), ['lock'])
  again()
})

test('the lock of a process that has ended, or whose number another has now, is taken over', async () => {
  for (const note of ['999999999 1', `${process.pid} 1`, 'nonsense', '']) {
    writeFileSync(join(data, 'lock'), note)
    const letGo = await takeLock(data)
    assert.equal(runningOf(readFileSync(join(data, 'lock'), 'utf8')), process.pid)
    letGo()
  }
})

test('of many starts at the same moment over a stale lock exactly one gets it', async () => {
  writeFileSync(join(data, 'lock'), '999999999 1')
  const script = `import { takeLock } from '${import.meta.dirname}/lock.ts'
    try { await takeLock(${JSON.stringify(data)}); console.log('mine'); setTimeout(() => {}, 4000) } catch { console.log('not mine') }`
  const starts = Array.from({ length: 6 }, () => spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module-typescript', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] }))
  const said = await Promise.all(starts.map(start => new Promise<string>(resolve => { start.stdout.once('data', (text: Buffer) => resolve(text.toString().trim())) })))
  for (const start of starts) start.kill('SIGKILL')
  assert.deepEqual(said.toSorted(), ['mine', ...Array.from({ length: 5 }, () => 'not mine')])
})

test('parts that were left are ended, and a number that was given out again is left alone', async () => {
  const left = spawn('sleep', ['60'])
  notePids(data, [left.pid!])
  const note = readFileSync(join(data, 'pids'), 'utf8')
  writeFileSync(join(data, 'pids'), `${note}\n${process.pid} 1`)
  await endLeftParts(data)
  assert.equal(startOf(left.pid!), undefined)
})

test('a zombie has ended, though it keeps its number', async () => {
  const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 5'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const child = Number(await new Promise<string>(resolve => { parent.stdout.once('data', (text: Buffer) => resolve(text.toString())) }))
  await new Promise(resolve => setTimeout(resolve, 200))
  assert.equal(startOf(child), undefined)
  assert.match(noteOf(child), /ended$/)
  parent.kill()
})
