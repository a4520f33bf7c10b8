// `countersign check`: checks a text or a post, or a stream of posts, and says what was found and what to write instead.
import type { CheckedPost } from '../check/post.ts'
import { readArguments } from './arguments.ts'
import { Unreadable, readWhole } from './input.ts'
import type { Io } from './io.ts'
import { judgeWith, parse, read as readPost } from './judge.ts'
import { openRulebook } from './rulebook.ts'
import { reportToText } from './show-report.ts'

const USAGE = 'Use: countersign check [FILE] [--text] [--json] [--jsonl [--workers N]] [--rulebook DIR]'
const MOST_WORKERS = 64

/** Exit code 0 when nothing stands in the way, 1 when the verdict is block or check, 2 when it could not be done. With `--jsonl`, 0 when every line was read. */
export async function check(args: readonly string[], io: Io): Promise<number> {
  const read = readArguments(args, { flags: ['--text', '--json', '--jsonl'], options: ['--rulebook', '--workers'] })
  if (typeof read === 'string') return fail(io, `${read} ${USAGE}`)
  if (read.rest.length > 1) return fail(io, `One file at a time. ${USAGE}`)
  if (read.flags.has('--text') && read.flags.has('--jsonl')) return fail(io, `--text and --jsonl cannot stand together. ${USAGE}`)
  const workers = Number(read.options.get('--workers') ?? 1)
  if (!Number.isInteger(workers) || workers < 1 || workers > MOST_WORKERS) return fail(io, `--workers wants a number from 1 to ${MOST_WORKERS}. ${USAGE}`)
  if (read.options.has('--workers') && !read.flags.has('--jsonl')) return fail(io, `--workers goes with --jsonl. ${USAGE}`)
  try {
    const loaded = await openRulebook(read.options.get('--rulebook'))
    if (read.flags.has('--jsonl')) return await (await import('./check-lines.ts')).checkLines({ name: read.rest[0], loaded, workers }, io)
    const judge = judgeWith(loaded), post = postOf(await readWhole(read.rest[0], io), read.flags.has('--text'))
    const report = judge(post)
    io.out(read.flags.has('--json') ? JSON.stringify(report) + '\n' : reportToText(report, post, io.terminal))
    return report.verdict === 'block' || report.verdict === 'check' ? 1 : 0
  } catch (error) {
    if (error instanceof Unreadable) return fail(io, error.message)
    throw error
  }
}

/** Input that begins with `{` is JSON unless it is said to be text. */
function postOf(input: string, isText: boolean): CheckedPost {
  return readPost(isText || !input.trimStart().startsWith('{') ? { text: input } : parse(input))
}

function fail(io: Io, sentence: string): number {
  io.error(sentence + '\n')
  return 2
}
