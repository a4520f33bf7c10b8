// npm run bench -- archive: a million posts through "check --jsonl", beside Node reading and writing the same lines as JSON; time, and the most memory held.
import { spawn, spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { phrasesFor } from './phrases.ts'
import { makePosts } from './posts.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Reads each line, parses it, writes it again: what any program that handles the lines must do at the least. */
const REWRITE = `let rest = ''
process.stdin.setEncoding('utf8')
for await (const piece of process.stdin) {
  const lines = (rest + piece).split('\\n')
  rest = lines.pop()
  let out = ''
  for (const line of lines) out += JSON.stringify(JSON.parse(line)) + '\\n'
  if (!process.stdout.write(out)) await new Promise(done => process.stdout.once('drain', done))
}`

/** The number of posts may be given: `npm run bench -- archive 100000`. */
export async function archive(args: readonly string[]): Promise<void> {
  const posts = Number(args.find(arg => /^\d+$/.test(arg)) ?? 1_000_000), folder = mkdtempSync(join(tmpdir(), 'countersign-archive-'))
  try {
    const path = join(folder, 'posts.jsonl')
    await write(path, posts)
    const bare = await timed(['--input-type=module', '-e', REWRITE], path, posts)
    const one = await timed([join(ROOT, 'bin/countersign.mjs'), 'check', '--jsonl'], path, posts), two = await timed([join(ROOT, 'bin/countersign.mjs'), 'check', '--jsonl', '--workers', '2'], path, posts)
    if (args.includes('--json')) console.log(JSON.stringify({ posts, bare, one: { ...one, times: one.seconds / bare.seconds }, two: { ...two, times: two.seconds / bare.seconds } }))
    else for (const [name, { seconds, megabytes, lines }] of Object.entries({ 'Node, read and written again': bare, 'check --jsonl': one, 'check --jsonl --workers 2': two })) {
      console.log(`${name.padEnd(32)}${seconds.toFixed(1).padStart(8)} s${(seconds / bare.seconds).toFixed(2).padStart(8)} times${String(megabytes).padStart(6)} MB at most${String(lines).padStart(10)} lines out`)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function write(path: string, count: number): Promise<void> {
  const made = makePosts(phrasesFor(300), Math.min(count, 20_000)), file = createWriteStream(path)
  for (let at = 0; at < count; at += 1_000) {
    const lines = Array.from({ length: Math.min(1_000, count - at) }, (_, i) => JSON.stringify({ id: `p${at + i}`, text: made[(at + i) % made.length]!.text, at: '2026-11-22T09:00:00Z' }) + '\n')
    if (!file.write(lines.join(''))) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')
}

interface Timed { readonly seconds: number; readonly megabytes: number; readonly lines: number }

async function timed(args: readonly string[], path: string, posts: number): Promise<Timed> {
  const out = `${path}.out`, from = performance.now()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { stdio: [openSync(path, 'r'), openSync(out, 'w'), 'inherit'] })
  let most = 0
  const watch = setInterval(() => { most = Math.max(most, held(child.pid)) }, 100)
  const [code] = (await once(child, 'exit')) as [number | null]
  clearInterval(watch)
  const seconds = (performance.now() - from) / 1_000
  if (code !== 0) throw new Error(`${args.at(-1)!} ended with ${code}`)
  const lines = await countLines(out)
  if (lines !== posts) throw new Error(`${lines} lines came out of ${posts}`)
  return { seconds: Math.round(seconds * 100) / 100, megabytes: Math.round(most / 1_000_000), lines }
}

/** Bytes of memory that a process holds, where the system says so. */
function held(pid: number | undefined): number {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
  return Number(stdout) * 1_024 || 0
}

async function countLines(path: string): Promise<number> {
  let lines = 0
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++
  return lines
}
