// The door: what it says to somebody who does not know the way, and that each command loads only what it needs.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

const BIN = join(import.meta.dirname, '../bin/countersign.mjs')

function countersign(...args: readonly string[]): { status: number | null; out: string; error: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8', env: { PATH: process.env['PATH']! } })
  return { status, out: stdout, error: stderr }
}

test('help lists the commands, and no word at all is answered by it with status 2', () => {
  const help = countersign('--help')
  assert.deepEqual([help.status, help.error], [0, ''])
  for (const name of ['serve', 'check', 'rules', 'verify', 'init', 'db']) assert.match(help.out, new RegExp(`^  ${name} `, 'm'))
  assert.equal(countersign('-h').out, help.out)
  assert.deepEqual(countersign(), { ...help, status: 2 })
})

test('the version is the package\'s', () => assert.match(countersign('--version').out, /^\d+\.\d+\.\d+\n$/))

test('an unknown word is answered by a sentence and status 2', () => {
  for (const word of ['frobnicate', 'toString', '__proto__', '--frob']) {
    assert.deepEqual(countersign(word), { status: 2, out: '', error: `There is no command "${word}". "countersign --help" lists them.\n` })
  }
})

test('serve says what to do when it cannot know where to keep the record', () => {
  const { status, out, error } = countersign('serve')
  assert.deepEqual([status, out], [2, ''])
  assert.match(error, /^Nothing says where to keep the record\. .*serve --demo.*serve --trial.*DATABASE_URL/)
})

test('wrong flags of serve are named', () => {
  const refusals: readonly [readonly string[], RegExp][] = [
    [['--demo', '--trial'], /^A demo and a trial are two things\. Use: countersign serve/], [['--dmeo'], /^The option --dmeo is not known/], [['demo'], /^"demo" is not understood/],
    [['--demo', '--port', 'x'], /^--port is "x"\. Give a number from 1 to 65533/], [['--demo', '--role', 'web,postgres'], /^--role names "postgres"\. The parts are keeper, sign, web, wall\./],
  ]
  for (const [args, sentence] of refusals) {
    const { status, error } = countersign('serve', ...args)
    assert.equal(status, 2)
    assert.match(error, sentence)
  }
})

test('a part that there is not, and a part without an installation, are refused in words', () => {
  assert.deepEqual(countersign('role', 'postgres'), { status: 2, out: '', error: 'There is no part "postgres". The parts are keeper, sign, web, wall.\n' })
})
