// Pins the first two keys: an enrolment that shows one of the two one-time codes goes into the trust file before it goes into the log.
import { base64urlToBytes, utf8, utf8ToText } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { digestOf, isDigest, type Digest } from '../core/digest.ts'
import type { Entry } from '../core/entry.ts'
import type { StatementOf } from '../core/statement.ts'
import { firstKeyProof } from '../adapters/crypto/first-key-proof.ts'
import type { FirstKey } from '../record/trust-file.ts'
import type { FoldLog } from './fold-log.ts'
import { saveTrust, type Trust } from './open-trust.ts'
import type { Folder } from './ports.ts'

const CODES = 'codes.json', SPENT = 'codes-spent.json'
const FIRST_KEYS = 2

export interface Pinning { readonly crypto: Crypto; readonly folder: Folder; readonly trust: Trust; readonly log: FoldLog }

/**
 * Pins the key of an enrolment, if it shows a code that no other key has used, is by neither of the persons pinned, and would count. The code is
 * marked as spent first: if we crash before the trust file is written, the same enrolment, which still waits, may use it again and no other.
 */
export function pinFirstKey({ crypto, folder, trust, log }: Pinning, entry: Entry, { predicate }: StatementOf<'enrol'>): boolean {
  const { proof, person, credential, spki } = predicate, pinned = trust.file.first
  if (proof === null || pinned.length >= FIRST_KEYS || pinned.some(key => key.person === person || key.credential === credential || key.spki === spki)) return false
  const code = codesIn(folder).find(each => firstKeyProof(each, base64urlToBytes(spki)) === proof)
  if (code === undefined) return false
  const spent = spentIn(folder), name = digestOf(crypto, utf8(code))
  if (spent[name] !== undefined && spent[name] !== credential) return false
  const key: FirstKey = { person, credential, spki }
  if (log.wouldRefuse(entry, [...pinned, key])) return false
  folder.write(SPENT, JSON.stringify({ ...spent, [name]: credential }))
  const file = { ...trust.file, first: [...pinned, key] }
  saveTrust(folder, file)
  trust.file = file
  return true
}

/** The codes that `init` gave out, or none. */
function codesIn(folder: Folder): readonly string[] {
  const codes = readJson(folder, CODES)
  return Array.isArray(codes) ? codes.filter(code => typeof code === 'string' && code.length >= 16) : []
}

/** By the digest of a code, the credential that used it. */
function spentIn(folder: Folder): { readonly [code: string]: Digest } {
  const spent = readJson(folder, SPENT)
  return spent !== null && typeof spent === 'object' ? Object.fromEntries(Object.entries(spent).filter((each): each is [string, Digest] => isDigest(each[1]))) : {}
}

function readJson(folder: Folder, name: string): unknown {
  const bytes = folder.read(name)
  return bytes ? JSON.parse(utf8ToText(bytes)) : undefined
}
