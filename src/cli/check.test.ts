// `countersign check`: what it takes, what it prints and how it exits.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Report } from '../check/report.ts'
import { check } from './check.ts'
import { terminal } from './fixture.ts'
import { MOST_BYTES } from './input.ts'

const folder = mkdtempSync(join(tmpdir(), 'countersign-check-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const CASE = '{"parts":[{"kind":"text","text":"Small boat crossings update"},{"kind":"caption","text":"open to abuse allowing activist lawyers to delay and disrupt returns"}]}'

async function run(args: readonly string[], input: string | readonly (string | Uint8Array)[] = '', colours = false) {
  const written = terminal(input, colours)
  return { code: await check(args, written.io), out: written.out(), error: written.error() }
}

test('the case of 2020 exits 1, with one finding as JSON and the rulebook’s digest', async () => {
  const { code, out } = await run(['--json'], CASE + '\n')
  const report = JSON.parse(out) as Report
  assert.equal(code, 1)
  assert.equal(report.verdict, 'block')
  assert.deepEqual(report.findings.map(({ rule, part, match }) => [rule, part, match]), [['POL-02', 1, 'activist lawyers']])
  assert.match(report.rulebook.digest ?? '', /^[0-9a-f]{64}$/)
})

test('a person sees the words, the mark under them, why, by whose word and what to write instead', async () => {
  const { code, out } = await run([], CASE)
  assert.equal(code, 1)
  assert.ok(out.includes(`In the caption (part 1):
  open to abuse allowing activist lawyers to delay and disrupt returns
                         ^^^^^^^^^^^^^^^^
  POL-02 blocks: “activist lawyers” disparages people who bring a legal challenge`), out)
  for (const words of ['Blocked: 1 finding', 'Why: ', 'Write instead: “legal challenges”', 'Source: Government Communication Service']) assert.ok(out.includes(words), words)
  assert.ok(!out.includes('\u001b'))
})

test('colours come only where they are asked for', async () => {
  assert.ok((await run([], CASE, true)).out.startsWith('\u001b[31mBlocked'))
})

test('a text that passes exits 0', async () => {
  const { code, out } = await run([], 'The library opens at nine.')
  assert.equal(code, 0)
  assert.ok(out.startsWith('No findings'))
  assert.ok(out.includes('It never says that a text is proper.'))
})

test('an answer that is needed exits 1', async () => {
  assert.equal((await run([], 'Crime is down 50% thanks to us.')).code, 1)
})

test('input that begins with a brace is JSON, and broken JSON exits 2 with the reason on standard error', async () => {
  const { code, out, error } = await run(['--json'], '{"text": ')
  assert.deepEqual([code, out], [2, ''])
  assert.match(error, /This is not JSON: .*--text/)
})

test('--text takes a brace as words', async () => {
  assert.equal((await run(['--text'], '{ activist lawyers }')).code, 1)
})

test('a post that cannot be read exits 2 with the sentence', async () => {
  const { code, error } = await run([], '{"text":"x","parts":[]}')
  assert.equal(code, 2)
  assert.match(error, /Give its words once/)
})

test('a file is read, and one that is not there exits 2', async () => {
  writeFileSync(join(folder, 'post.json'), CASE)
  assert.equal((await run([join(folder, 'post.json')])).code, 1)
  const missing = await run([join(folder, 'nowhere')])
  assert.equal(missing.code, 2)
  assert.match(missing.error, /is not there/)
  assert.match((await run([folder])).error, /is a folder/)
})

test('bytes that are not UTF-8 exit 2', async () => {
  assert.match((await run([], [new Uint8Array([0xff, 0xfe])])).error, /not UTF-8/)
})

test('more input than can be read exits 2', async () => {
  const piece = new Uint8Array(MOST_BYTES / 2 + 1).fill(97)
  assert.match((await run([], [piece, piece])).error, /longer than/)
})

test('an option or a second file that is not understood exits 2', async () => {
  for (const args of [['--loud'], ['a', 'b'], ['--rulebook'], ['--text', '--jsonl']]) assert.equal((await run(args)).code, 2, args.join(' '))
})

test('another rulebook may be named, and one that does not load exits 2 with file, line and sentence', async () => {
  writeFileSync(join(folder, 'rulebook.yaml'), 'id: own\nversion: "1.0"\ntitle: Our own\n')
  writeFileSync(join(folder, 'tst-01.yaml'), 'id: TST-01\ntitle: x\nlevel: loud\n')
  const { code, error } = await run(['--rulebook', folder], 'x')
  assert.equal(code, 2)
  assert.match(error, /tst-01\.yaml line 3 level is not one of block, check, advise/)
  assert.equal((await run([`--rulebook=${join(folder, 'none')}`], 'x')).code, 2)
})

test('--jsonl answers line by line, in order, with a broken line in its place', async () => {
  const { code, out } = await run(['--jsonl'], ['{"id":"a","text":"fine"}\n{"id":"b","te', 'xt":"activist lawyers"}\nbroken\n\n{"text":5}\n{"id":"c","text":"fine"}'])
  const answers = out.trimEnd().split('\n').map(line => JSON.parse(line) as Report & { error?: string; line?: number })
  assert.equal(code, 2)
  assert.deepEqual(answers.map(answer => answer.id ?? answer.line), ['a', 'b', 3, 4, 5, 'c'])
  assert.deepEqual([answers[1]?.verdict, Object.keys(answers[2] ?? {})], ['block', ['error', 'line']])
})

test('--jsonl exits 0 when every line was read, whatever was found', async () => {
  assert.equal((await run(['--jsonl'], '{"text":"activist lawyers"}\n')).code, 0)
  assert.deepEqual(await run(['--jsonl'], ''), { code: 0, out: '', error: '' })
})

test('--jsonl gives an error for a line that is too long or not UTF-8, and reads on', async () => {
  const { out } = await run(['--jsonl'], [new Uint8Array(MOST_BYTES + 1).fill(97), '\n', new Uint8Array([0xff]), '\n{"text":"x"}\n'])
  assert.match(out, /longer than can be read.*"line":1\}\n.*not UTF-8.*"line":2\}\n\{"verdict":"pass"/s)
})

test('--jsonl answers the same in the same order with two workers, and in blocks that end inside lines', async () => {
  const lines = Array.from({ length: 300 }, (_, i) => (i % 50 === 7 ? `broken ${i}` : JSON.stringify({ id: `p${i}`, text: i % 3 === 0 ? `Allowing act\u00edvist lawyers, ${i}` : `The library opens at ${i}.` }))).join('\n')
  const bytes = new TextEncoder().encode(lines), pieces = Array.from({ length: Math.ceil(bytes.length / 333) }, (_, i) => bytes.subarray(i * 333, (i + 1) * 333))
  const whole = await run(['--jsonl'], lines), inPieces = await run(['--jsonl'], pieces), withTwo = await run(['--jsonl', '--workers', '2'], pieces)
  assert.equal(whole.out.split('\n').length, 301)
  assert.equal(inPieces.out, whole.out)
  assert.deepEqual([withTwo.out, withTwo.code], [whole.out, 2])
})

test('a number of workers that makes no sense exits 2', async () => {
  for (const args of [['--jsonl', '--workers', '0'], ['--jsonl', '--workers', 'two'], ['--workers', '2']]) assert.equal((await run(args, '{}')).code, 2, args.join(' '))
})
