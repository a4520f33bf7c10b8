// Judges posts with one rulebook: one post, or a block of lines with one post each, and says for each line what is wrong with it where it cannot be read.
import { nodeCrypto } from '../adapters/crypto/node.ts'
import type { LoadedRulebook } from '../adapters/rulebook/read.ts'
import { check } from '../check/check.ts'
import { readPost, type CheckedPost } from '../check/post.ts'
import { reasons } from '../check/reasons.ts'
import { withDigests, type Report } from '../check/report.ts'
import type { Json } from '../core/canonical.ts'
import { digestOfJson } from '../core/digest.ts'
import type { Refusal } from '../core/result.ts'
import { MOST_BYTES, Unreadable, toText, type Block } from './input.ts'

export type Judge = (post: CheckedPost) => Report

export function judgeWith({ rulebook, document }: LoadedRulebook): Judge {
  const digest = digestOfJson(nodeCrypto, document as unknown as Json)
  return post => withDigests(check(rulebook, post), { rulebook: digest })
}

/** The answers to a block of lines, each ended by a line end; how many lines there were, and how many could not be read. */
export interface Answers { readonly text: string; readonly lines: number; readonly broken: number }

export function judgeBlock({ bytes, first }: Block, judge: Judge): Answers {
  if (bytes === undefined) return { text: answerToBroken(TOO_LONG, first), lines: 1, broken: 1 }
  const lines = linesOf(bytes)
  let text = '', broken = 0
  for (const [i, line] of lines.entries()) {
    try {
      if (line.length > MOST_BYTES) throw new Unreadable(TOO_LONG)
      text += JSON.stringify(judge(read(parse(typeof line === 'string' ? line : toText(line))))) + '\n'
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      broken++
      text += answerToBroken(error.message, first + i)
    }
  }
  return { text, lines: lines.length, broken }
}

const TOO_LONG = 'The line is longer than can be read.'
const answerToBroken = (error: string, line: number) => JSON.stringify({ error, line }) + '\n'

/** The lines as text where the whole block is UTF-8, else each line's bytes, so that one broken line does not break the others. */
function linesOf(bytes: Uint8Array): readonly (string | Uint8Array)[] {
  const ended = bytes.at(-1) === 10 ? bytes.subarray(0, -1) : bytes
  try {
    // A mark of the byte order belongs to the first line alone, as it does when lines are read one by one.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(ended)
    return text.includes('\ufeff') || bytes.length > MOST_BYTES ? eachOf(ended) : text.split('\n')
  } catch {
    return eachOf(ended)
  }
}

function eachOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = []
  let from = 0
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
    lines.push(bytes.subarray(from, end))
    from = end + 1
  }
  return [...lines, bytes.subarray(from)]
}

/** JSON, or a sentence for whoever wrote it. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Unreadable(`This is not JSON: ${error instanceof Error ? error.message : String(error)}. Correct it, or use --text if it is meant as words.`)
  }
}

export function read(input: unknown): CheckedPost {
  const post = readPost(input)
  if (!post.ok) throw new Unreadable(sentenceOf(post))
  return post.value
}

const sentenceOf = ({ code, facts }: Refusal): string => (Object.hasOwn(reasons, code) ? reasons[code as keyof typeof reasons].says(facts) : code)
