// npm run breaks: breaks the product on purpose, one invariant at a time, in a copy of the repository, and requires the test that keeps it to fail.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { run } from 'node:test'
import type { TestEvent } from 'node:test/reporters'
import { root } from './root.ts'
import { end, stop } from './stopping.ts'

const AT_ONCE = 2, PATIENCE = 90_000
/** Enough records for the model test to notice what it is said to notice. */
process.env['MODEL_RUNS'] ??= '40'
/** What is no part of the product, or is shared with the copy. */
const LEFT_OUT = new Set(['node_modules', '.git', '.ci', 'data', 'demo-out', '.installing'])

/** A patch in test/breaks, and the test that its header says must fail. */
interface Break { readonly name: string; readonly patch: string; readonly file: string; readonly test: string }
interface Seen { readonly passed: readonly string[]; readonly failed: readonly { readonly name: string; readonly asserted: boolean; readonly says: string }[] }

function readBreak(patch: string): Break {
  const text = readFileSync(patch, 'utf8'), name = basename(patch, '.patch')
  const header = (what: string) => new RegExp(`^${what}: (.+)$`, 'm').exec(text)?.[1] ?? fault(`${name} has no line "${what}:"`)
  const elsewhere = [...text.matchAll(/^(?:\+\+\+|---) [ab]\/(.+)$/gm)].map(found => found[1]!).filter(path => !path.startsWith('src/'))
  if (elsewhere.length > 0) fault(`${name} changes ${elsewhere.join(', ')}: a break changes the product and nothing else`)
  return { name, patch, file: header('Test'), test: header('Name') }
}

function fault(says: string): never {
  throw new Error(says)
}

/** Why this break was not caught, or nothing when it was. */
async function missed(broken: Break): Promise<string | undefined> {
  const whole = await runTest(root, broken)
  if (whole.passed.length === 0) return 'no test of that name passes before the break'
  if (whole.failed.length > 0) return `the test fails before the break: ${whole.failed[0]!.says}`
  const copy = mkdtempSync(join(tmpdir(), 'countersign-break-'))
  try {
    cpSync(root, copy, { recursive: true, filter: from => !LEFT_OUT.has(relative(root, from)) })
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    const applied = spawnSync('git', ['apply', '--whitespace=nowarn', broken.patch], { cwd: copy, encoding: 'utf8', env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() } })
    if (applied.status !== 0) return `the patch no longer applies: ${applied.error?.message ?? applied.stderr.trim()}`
    const seen = await runTest(copy, broken)
    if (seen.failed.some(({ asserted }) => asserted)) return undefined
    return seen.failed.length > 0 ? `the test failed, but not by an assertion: ${seen.failed[0]!.says}` : 'the test still passes'
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** Runs the tests of that name in one file, in a process of its own. */
async function runTest(folder: string, { file, test }: Break): Promise<Seen> {
  const seen = { passed: [] as string[], failed: [] as Seen['failed'][number][] }
  const pattern = test.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  const running = run({ files: [join(folder, file)], cwd: folder, testNamePatterns: pattern, timeout: PATIENCE, signal: stop, forceExit: true, execArgv: ['--disable-warning=ExperimentalWarning'] })
  for await (const event of running as AsyncIterable<TestEvent>) {
    if (event.type === 'test:pass' && event.data.name.includes(test)) seen.passed.push(event.data.name)
    if (event.type !== 'test:fail') continue
    const cause = (event.data.details.error as { cause?: { code?: string; message?: string } | string }).cause
    const asserted = event.data.name.includes(test) && typeof cause === 'object' && cause.code === 'ERR_ASSERTION'
    seen.failed.push({ name: event.data.name, asserted, says: typeof cause === 'object' ? String(cause.message).slice(0, 200) : String(cause) })
  }
  return seen
}

const folder = join(root, 'test', 'breaks')
const wanted = process.argv.slice(2)
const breaks = readdirSync(folder).filter(name => name.endsWith('.patch') && (wanted.length === 0 || wanted.some(word => name.includes(word)))).toSorted((a, b) => (a < b ? -1 : 1)).map(name => readBreak(join(folder, name)))
const waiting = breaks.values()
let caught = 0

async function work(): Promise<void> {
  for (const broken of waiting) {
    if (stop.aborted) return
    const why = await missed(broken)
    if (why === undefined) caught += 1
    console.log(why === undefined ? `✔ ${broken.name}` : `✖ ${broken.name}: ${why} (${broken.file}, "${broken.test}")`)
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work))
console.log(`${caught} of ${breaks.length} caught`)
end(breaks.length > 0 && caught === breaks.length)
