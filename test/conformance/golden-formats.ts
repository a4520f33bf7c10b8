// The golden files of every format: which there are, what each holds, and how they are added (`node test/conformance/golden-formats.ts` writes those that are missing, never over one).
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalBytes, parseCanonical, type Json } from '../../src/core/canonical.ts'
import { digestOf } from '../../src/core/digest.ts'
import { entryToLeaf, leafToEntry } from '../../src/core/entry.ts'
import { conformKeeperEvent } from '../../src/core/keeper-event.ts'
import { bytesToStatement, statementToBytes } from '../../src/core/statement.ts'
import { conformStop } from '../../src/core/stop.ts'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { bytesToPackage } from '../../src/draft/package.ts'
import { bytesToRevision, revisionToBytes } from '../../src/draft/revision.ts'
import { bytesToPolicy, policyToBytes } from '../../src/signoff/policy.ts'
import { entryOfEachKind, keeperEventOfEachKind, packageExamples, policyExample, revisionExample, statementOfEachKind, stopOfEachKind } from './format-examples.ts'

const FOLDER = join(import.meta.dirname, 'golden', 'formats'), SUMS = 'SHA256SUMS'
const json = (value: unknown): Uint8Array => canonicalBytes(value as Json)

/** For each format how its bytes are read, and written again from what was read. */
const AGAIN: { readonly [format: string]: (bytes: Uint8Array) => Uint8Array } = {
  statement: bytes => statementToBytes(bytesToStatement(bytes)),
  entry: bytes => entryToLeaf(leafToEntry(bytes)),
  stop: bytes => json(conformStop(parseCanonical(bytes))),
  keeper: bytes => json(conformKeeperEvent(parseCanonical(bytes))),
  package: bytes => json(bytesToPackage(bytes)),
  revision: bytes => revisionToBytes(bytesToRevision(bytes)),
  policy: bytes => policyToBytes(bytesToPolicy(bytes)),
}

const numbered = (format: string, examples: readonly { readonly name: string; readonly bytes: Uint8Array }[]) => examples.map(({ name, bytes }, i) => [`${format}-${String(i + 1).padStart(2, '0')}-${name}-v1.json`, bytes] as const)

/** What today's code writes, by the name of its golden file. */
export const written = (): ReadonlyMap<string, Uint8Array> => new Map([
  ...numbered('statement', statementOfEachKind().map(statement => ({ name: statement.kind, bytes: statementToBytes(statement) }))),
  ...numbered('entry', entryOfEachKind().map(entry => ({ name: entry.kind, bytes: entryToLeaf(entry) }))),
  ...numbered('stop', stopOfEachKind().map(stop => ({ name: stop.act, bytes: json(stop) }))),
  ...numbered('keeper', keeperEventOfEachKind().map(event => ({ name: event.kind, bytes: json(event) }))),
  ...numbered('package', packageExamples().map((packed, i) => ({ name: i === 0 ? 'built' : 'full', bytes: json(packed) }))),
  ...numbered('revision', [{ name: 'sent', bytes: revisionToBytes(revisionExample()) }]),
  ...numbered('policy', [{ name: 'arrivals', bytes: policyToBytes(policyExample()) }]),
])

export const goldenNames = (): readonly string[] => readdirSync(FOLDER).filter(name => name !== SUMS).toSorted((a, b) => (a < b ? -1 : 1))
export const goldenBytes = (name: string): Uint8Array => new Uint8Array(readFileSync(join(FOLDER, name)))
/** The bytes that come out when a golden file is read and written again. */
export const again = (name: string, bytes: Uint8Array): Uint8Array => AGAIN[name.split('-')[0]!]!(bytes)
export const sums = (): string => readFileSync(join(FOLDER, SUMS), 'utf8')
export const sumsOf = (names: readonly string[]): string => names.map(name => `${digestOf(nodeCrypto, goldenBytes(name))}  ${name}\n`).join('')

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true })
  for (const [name, bytes] of written()) if (!existsSync(join(FOLDER, name))) writeFileSync(join(FOLDER, name), bytes)
  writeFileSync(join(FOLDER, SUMS), sumsOf(goldenNames()))
}
