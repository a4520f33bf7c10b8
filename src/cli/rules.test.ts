// `countersign rules`: test, explain and bench.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { terminal } from './fixture.ts'
import { rules } from './rules.ts'

const folder = mkdtempSync(join(tmpdir(), 'countersign-rules-'))
after(() => rmSync(folder, { recursive: true, force: true }))

async function run(...args: readonly string[]) {
  const written = terminal()
  return { code: await rules(args, written.io), out: written.out(), error: written.error() }
}

test('the rulebook that comes with the product holds on its own examples', async () => {
  const { code, out } = await run('test')
  assert.equal(code, 0)
  assert.match(out, /^uk-government 1\.0: 11 rules hold on their \d+ examples\.\n$/)
})

test('a rulebook that is wrong exits 1 and says everything that is wrong with it', async () => {
  writeFileSync(join(folder, 'rulebook.yaml'), 'id: own\nversion: "1.0"\ntitle: Our own\n')
  writeFileSync(join(folder, 'a.yaml'), 'id: TST-01\nlevel: loud\n')
  writeFileSync(join(folder, 'b.yaml'), 'id: TST-02\nlevel: loud\n')
  const { code, error } = await run('test', folder)
  assert.equal(code, 1)
  assert.deepEqual(error.trim().split('\n').map(line => /[ab]\.yaml line 1/.exec(line)?.[0]), ['a.yaml line 1', 'b.yaml line 1'])
  assert.deepEqual((JSON.parse((await run('test', folder, '--json')).out) as { wrong: string[] }).wrong.length, 2)
})

test('a rule is explained with its sources, its patterns and its examples', async () => {
  const { code, out } = await run('explain', 'pol-02')
  assert.equal(code, 0)
  for (const words of ['POL-02  Disparaging courts', 'Sources:', 'objective and explanatory', '(from memory: confirm it', 'Finds:', '<slur> ..1 <lawyers>', 'Flags:', '[[activist lawyers]]', 'Passes:']) assert.ok(out.includes(words), words)
  assert.equal((JSON.parse((await run('explain', 'POL-02', '--json')).out) as { id: string }).id, 'POL-02')
})

test('each kind of rule is explained', async () => {
  for (const [id, words] of [['ACC-01', 'without alt text'], ['ACC-02', 'without captions'], ['PRV-02', 'a line from special-adviser'], ['STA-01', 'unless the post has a link'], ['PTY-01', 'at the same place']] as const) assert.ok((await run('explain', id)).out.includes(words), id)
})

test('a rule that is not there exits 1 and names those that are', async () => {
  const { code, error } = await run('explain', 'XXX-99')
  assert.equal(code, 1)
  assert.match(error, /There is no rule XXX-99.*POL-02/)
})

test('bench counts each rule’s hits over posts and texts', async () => {
  const file = join(folder, 'texts')
  writeFileSync(file, 'activist lawyers and woke judges\n{"text":"activist lawyers"}\n{ not JSON\nfine\n')
  const { code, out } = await run('bench', file)
  assert.equal(code, 0)
  assert.match(out, /POL-02 +3 hits in +2 texts/)
  assert.match(out, /4 texts, 2 with a finding, 2 at check or above/)
  assert.equal((JSON.parse((await run('bench', file, '--json')).out) as { texts: number }).texts, 4)
})

test('bench refuses a line that is no post', async () => {
  const file = join(folder, 'wrong')
  writeFileSync(file, 'fine\n{"text":5}\n')
  const { code, error } = await run('bench', file)
  assert.equal(code, 2)
  assert.match(error, /Line 2 of .* cannot be read/)
})

test('what is not understood exits 2 and says how it is used', async () => {
  for (const args of [[], ['dance'], ['explain'], ['bench'], ['test', 'a', 'b'], ['test', '--loud'], ['bench', join(folder, 'nowhere')]]) {
    const { code, error } = await run(...args)
    assert.equal(code, 2, args.join(' '))
    assert.match(error, /countersign rules test|is not there/)
  }
})
