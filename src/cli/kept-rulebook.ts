// Keeps a rulebook that loaded, with its compiled tables, in the user's cache folder, so that the next command starts at once. What is kept is believed only whole.
import { createHash } from 'node:crypto'
import { chmodSync, closeSync, fstatSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { LoadedRulebook } from '../adapters/rulebook/read.ts'
import type { Automaton } from '../check/engine/automaton.ts'
import { prepare } from '../check/engine/prepare.ts'
import { compileRule } from '../check/rulebook/compile.ts'
import type { RulebookDocument } from '../check/rulebook/document.ts'
import { ENGINE } from '../check/report.ts'

const SRC = join(import.meta.dirname, '..'), SEAL = 32

/** What names a rulebook as it lies in its folder, for the engine as it lies in ours; nothing where the folder cannot be read. */
export function keyOf(folder: string): string | undefined {
  try {
    const hash = createHash('sha256').update(`${ENGINE}\n${process.version}\n`)
    for (const name of readdirSync(folder).filter(each => each.endsWith('.yaml')).toSorted()) hash.update(JSON.stringify([name, readFileSync(join(folder, name), 'utf8')]))
    for (const part of ['core', 'check', 'adapters/rulebook']) for (const name of readdirSync(join(SRC, part), { recursive: true, encoding: 'utf8' }).filter(each => each.endsWith('.ts') && !each.endsWith('.test.ts')).toSorted()) hash.update(readFileSync(join(SRC, part, name)))
    return hash.digest('hex')
  } catch {
    return undefined
  }
}

/** The user's own folder for such things. */
export const cacheFolder = (): string => join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'countersign')

const pathOf = (key: string, home: string) => join(home, `rulebook-${key}`)

/** What was kept under the key; nothing where it is not there, is not the user's own, may be written by others, or is not as it was written. */
export function takeKept(key: string, home = cacheFolder()): LoadedRulebook | undefined {
  try {
    const bytes = readOwn(pathOf(key, home))
    if (bytes === undefined || !createHash('sha256').update(bytes.subarray(SEAL)).digest().equals(bytes.subarray(0, SEAL))) return undefined
    return unpack(bytes.subarray(SEAL))
  } catch {
    return undefined
  }
}

/** Keeps a rulebook; a cache that cannot be written is no fault. */
export function keep(key: string, { document, rulebook }: LoadedRulebook, home = cacheFolder()): void {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    const body = pack(document, prepare(rulebook.rules).screen.automaton), path = pathOf(key, home), beside = `${path}.${process.pid}`
    writeFileSync(beside, Buffer.concat([createHash('sha256').update(body).digest(), body]), { mode: 0o600 })
    chmodSync(beside, 0o600)
    renameSync(beside, path)
  } catch {
    // The next command loads the rulebook again, as this one did.
  }
}

function readOwn(path: string): Buffer | undefined {
  const file = openSync(path, 'r')
  try {
    const { uid, mode } = fstatSync(file)
    return (process.getuid && uid !== process.getuid()) || (mode & 0o022) !== 0 ? undefined : readFileSync(file)
  } finally {
    closeSync(file)
  }
}

/** The lengths of all that follows, then the facts as JSON, then the tables. */
function pack(document: RulebookDocument, { next, endsAt, ends, depth, accepting, look }: Automaton): Buffer {
  const facts = Buffer.from(JSON.stringify(document)), padded = Buffer.concat([facts, Buffer.alloc((4 - (facts.length % 4)) % 4, 32)])
  const head = Int32Array.of(padded.length, next.length, endsAt.length, ends.length, depth.length, accepting, look)
  return Buffer.concat([head, next, endsAt, ends].map(each => Buffer.from(each.buffer, each.byteOffset, each.byteLength)).toSpliced(1, 0, padded).concat(Buffer.from(depth)))
}

function unpack(bytes: Buffer): LoadedRulebook {
  const aligned = new Uint8Array(bytes).buffer, [facts, ...lengths] = new Int32Array(aligned, 0, 5) as unknown as readonly [number, number, number, number, number]
  const [accepting, look] = new Int32Array(aligned, 20, 2) as unknown as readonly [number, number]
  let at = 28
  const document = JSON.parse(new TextDecoder().decode(new Uint8Array(aligned, at, facts))) as RulebookDocument
  at += facts
  const [next, endsAt, ends] = lengths.slice(0, 3).map(length => {
    const table = new Int32Array(aligned, at, length)
    at += length * 4
    return table
  }) as [Int32Array, Int32Array, Int32Array]
  const rules = document.rules.map(compileRule)
  prepare(rules, { next, endsAt, ends, depth: new Uint8Array(aligned, at, lengths[3]), accepting, look })
  return { document, rulebook: { id: document.id, version: document.version, title: document.title, rules } }
}
