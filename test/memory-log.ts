// A keeper's log in memory for tests of its pieces: a trust file, a fold, and people who enrol.
import { base64urlToBytes, utf8 } from '../src/core/bytes.ts'
import { digestOf } from '../src/core/digest.ts'
import { entryToLeaf, type Entry } from '../src/core/entry.ts'
import type { OrganisationId, PersonId } from '../src/core/id.ts'
import { instantOf, type Instant } from '../src/core/instant.ts'
import { bytesToStatement, statementToBytes, type Statement, type StatementOf } from '../src/core/statement.ts'
import { firstKeyProof } from '../src/adapters/crypto/first-key-proof.ts'
import { nodeCrypto } from '../src/adapters/crypto/node.ts'
import { FoldLog } from '../src/keeper/fold-log.ts'
import { openTrust, type Trust } from '../src/keeper/open-trust.ts'
import type { Place } from '../src/keeper/ports.ts'
import { memoryFolder, type MemoryFolder } from './memory-folder.ts'
import { makePasskey, type SoftPasskey } from './soft-passkey.ts'

export const NOW = '2026-11-24T09:00:00.000Z' as Instant
export const PLACE: Place = {
  body: '00000000-0000-4000-8000-0000000000a0' as OrganisationId, demo: true, signingOrigin: 'http://sign.localhost:3001', webHost: 'localhost:3000', wallHost: 'wall.localhost:3002', foldVersion: 'of these tests',
}
export const personId = (number: number): PersonId => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as PersonId

export interface MemoryLog { readonly folder: MemoryFolder; readonly trust: Trust; readonly log: FoldLog }

/** A log that has begun. */
export function memoryLog(folder = memoryFolder()): MemoryLog {
  const trust = openTrust(folder, PLACE), log = new FoldLog(nodeCrypto, trust, PLACE.body)
  take(log, { ...at(null), via: 'keeper', kind: 'keeper', keeper: { kind: 'begun', log: digestOf(nodeCrypto, trust.signer.publicKey) } })
  return { folder, trust, log }
}

export const take = (log: FoldLog, entry: Entry) => log.take(entry, entryToLeaf(entry), null)
export const at = (post: Entry['post']) => ({ v: 1, at: NOW, said: NOW, post, n: 0, prev: null }) as const

export interface Enrolling { readonly person: PersonId; readonly passkey?: SoftPasskey; readonly code?: string; readonly expires?: Instant; readonly change?: (envelope: ReturnType<SoftPasskey['sign']>) => ReturnType<SoftPasskey['sign']> }

/** The entry of an enrolment that shows a code. */
export function enrolment({ log, trust }: Pick<MemoryLog, 'log' | 'trust'>, { person, passkey = makePasskey(), code, expires = instantOf(Date.parse(NOW) + 3_600_000), change = same => same }: Enrolling): { readonly entry: Entry; readonly statement: StatementOf<'enrol'>; readonly passkey: SoftPasskey } {
  const spki = base64urlToBytes(passkey.spki)
  const payload = statementToBytes({
    kind: 'enrol', demo: true, subject: { name: 'key', digest: passkey.digest },
    predicate: {
      organisation: PLACE.body, person, key: null, nonce: Buffer.from(nodeCrypto.sha256(utf8(passkey.id)).slice(0, 16)).toString('base64url'), expires, log: { origin: trust.file.origin, size: log.size, root: log.rootAt(log.size)! },
      spki: passkey.spki, credential: passkey.credential, capacity: 'civil-servant', roles: ['head-of-news'], manager: null, name: digestOf(nodeCrypto, utf8('a name')), proof: code === undefined ? null : firstKeyProof(code, spki),
    },
  } as Statement)
  const entry: Entry = { ...at(null), via: 'sign', kind: 'statement', envelope: change(passkey.sign(payload)) }
  return { entry, statement: bytesToStatement(payload) as StatementOf<'enrol'>, passkey }
}
