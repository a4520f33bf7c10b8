// `countersign check`: checks a text or a post, or a stream of posts, and says what was found and what to write instead.
import { nodeCrypto } from '../adapters/crypto/node.ts'
import type { LoadedRulebook } from '../adapters/rulebook/read.ts'
import { check as checkPost } from '../check/check.ts'
import { readPost, type CheckedPost } from '../check/post.ts'
import { reasons } from '../check/reasons.ts'
import { withDigests, type Report } from '../check/report.ts'
import type { Json } from '../core/canonical.ts'
import { digestOfJson } from '../core/digest.ts'
import type { Refusal } from '../core/result.ts'
import { readArguments } from './arguments.ts'
import { Unreadable, readLines, readWhole, toText } from './input.ts'
import type { Io } from './io.ts'
import { openRulebook } from './rulebook.ts'
import { reportToText } from './show-report.ts'

const USAGE = 'Use: countersign check [FILE] [--text] [--json] [--jsonl] [--rulebook DIR]'

/** Exit code 0 when nothing stands in the way, 1 when the verdict is block or check, 2 when it could not be done. With `--jsonl`, 0 when every line was read. */
export async function check(args: readonly string[], io: Io): Promise<number> {
  const read = readArguments(args, { flags: ['--text', '--json', '--jsonl'], options: ['--rulebook'] })
  if (typeof read === 'string') return fail(io, `${read} ${USAGE}`)
  if (read.rest.length > 1) return fail(io, `One file at a time. ${USAGE}`)
  if (read.flags.has('--text') && read.flags.has('--jsonl')) return fail(io, `--text and --jsonl cannot stand together. ${USAGE}`)
  try {
    const judge = judgeWith(openRulebook(read.options.get('--rulebook')))
    if (read.flags.has('--jsonl')) return await checkLines(read.rest[0], io, judge)
    const post = postOf(await readWhole(read.rest[0], io), read.flags.has('--text'))
    const report = judge(post)
    io.out(read.flags.has('--json') ? JSON.stringify(report) + '\n' : reportToText(report, post, io.terminal))
    return report.verdict === 'block' || report.verdict === 'check' ? 1 : 0
  } catch (error) {
    if (error instanceof Unreadable) return fail(io, error.message)
    throw error
  }
}

type Judge = (post: CheckedPost) => Report

function judgeWith({ rulebook, document }: LoadedRulebook): Judge {
  const digest = digestOfJson(nodeCrypto, document as unknown as Json)
  return post => withDigests(checkPost(rulebook, post), { rulebook: digest })
}

async function checkLines(name: string | undefined, io: Io, judge: Judge): Promise<number> {
  let line = 0, broken = 0
  for await (const bytes of readLines(name, io)) {
    line++
    const answer = answerTo(bytes, judge)
    if ('error' in answer) broken++
    io.out(JSON.stringify('error' in answer ? { error: answer.error, line } : answer) + '\n')
  }
  return broken === 0 ? 0 : 2
}

function answerTo(line: Uint8Array | undefined, judge: Judge): Report | { readonly error: string } {
  if (line === undefined) return { error: 'The line is longer than can be read.' }
  try {
    return judge(read(parse(toText(line))))
  } catch (error) {
    if (error instanceof Unreadable) return { error: error.message }
    throw error
  }
}

/** Input that begins with `{` is JSON unless it is said to be text. */
function postOf(input: string, isText: boolean): CheckedPost {
  return read(isText || !input.trimStart().startsWith('{') ? { text: input } : parse(input))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Unreadable(`This is not JSON: ${error instanceof Error ? error.message : String(error)}. Correct it, or use --text if it is meant as words.`)
  }
}

function read(input: unknown): CheckedPost {
  const post = readPost(input)
  if (!post.ok) throw new Unreadable(sentenceOf(post))
  return post.value
}

const sentenceOf = ({ code, facts }: Refusal): string => (Object.hasOwn(reasons, code) ? reasons[code as keyof typeof reasons].says(facts) : code)

function fail(io: Io, sentence: string): number {
  io.error(sentence + '\n')
  return 2
}
