// `countersign verify PATH-or-URL [--trust FILE] [--json]`: whether a record, a checkpoint or a receipt holds.
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { openLogFolder, readUpTo } from '../adapters/record/folder.ts'
import { NotThere } from '../adapters/record/not-there.ts'
import { openServedLog } from '../adapters/record/served-log.ts'
import { bytesToTrustFile, type TrustFile } from '../record/trust-file.ts'
import { verifyFile } from '../record/verify/file.ts'
import { verifyLog } from '../record/verify/log.ts'
import { phraseOf } from '../record/verify/verdict.ts'
import { readArguments } from './arguments.ts'
import { verdictToText, type AnyVerdict } from './verdict-text.ts'

const USAGE = `Use: countersign verify PATH-or-URL [--trust FILE] [--json]

PATH is a folder with a record, a checkpoint, or a receipt; a URL is where a record is served.
Exit 0: it holds against the trust file. 1: it fails, and where. 2: it is not there, or not one of these things. 3: it is consistent in itself, but no trust file was named.
`
/** Receipts and checkpoints are some kilobytes. */
const LONGEST_SINGLE = 1_000_000
const EXIT = { holds: 0, fails: 1, consistent: 3 } as const
const COULD_NOT = 2

interface Output { out(text: string): void; error(text: string): void }

/** Answers the exit status. What was found goes to `out`; why nothing could be found, to `error`. */
export async function verify(args: readonly string[], io: Output): Promise<number> {
  if (args.includes('--help')) {
    io.out(USAGE)
    return 0
  }
  const asked = readAsked(args)
  if (typeof asked === 'string') {
    io.error(asked)
    return COULD_NOT
  }
  try {
    const trust = asked.trust === undefined ? null : await readTrust(asked.trust)
    const verdict = await verdictOn(asked.what, trust)
    io.out(asked.json ? JSON.stringify(verdict) + '\n' : verdictToText(verdict, asked.trust === undefined ? null : basename(asked.trust)))
    return EXIT[verdict.answer]
  } catch (fault) {
    if (!(fault instanceof NotThere)) throw fault
    if (asked.json) io.out(JSON.stringify({ error: fault.message }) + '\n')
    io.error(fault.message + '\n')
    return COULD_NOT
  }
}

interface Asked { readonly what: string; readonly trust: string | undefined; readonly json: boolean }

/** What is asked for, or the text that says how to ask. */
function readAsked(args: readonly string[]): Asked | string {
  const read = readArguments(args, { flags: ['--json'], options: ['--trust'] })
  if (typeof read === 'string') return `${read}\n${USAGE}`
  const [what, ...more] = read.rest
  return what === undefined || more.length > 0 ? USAGE : { what, trust: read.options.get('--trust'), json: read.flags.has('--json') }
}

async function readTrust(path: string): Promise<TrustFile> {
  const bytes = await readUpTo(path, LONGEST_SINGLE)
  if (!bytes) throw new NotThere(`There is no trust file at ${path} that can be read. Use the one that the body gave you.`)
  try {
    return bytesToTrustFile(bytes)
  } catch (fault) {
    throw new NotThere(`${path} is no trust file: ${phraseOf(fault)}. Use the one that the body gave you, unchanged.`)
  }
}

async function verdictOn(what: string, trust: TrustFile | null): Promise<AnyVerdict> {
  if (/^https?:\/\//i.test(what)) return verdictOnServed(what, trust)
  const found = await stat(what).catch(() => undefined)
  if (!found) throw new NotThere(`There is nothing at ${what}. Give the folder of a record, a checkpoint, or a receipt.`)
  return found.isDirectory() ? verdictOnFolder(what, trust) : verdictOnFile(what, trust)
}

async function verdictOnServed(address: string, trust: TrustFile | null): Promise<AnyVerdict> {
  const source = openServedLog(address)
  if (!URL.canParse(address) || !(await source.read('checkpoint'))) throw new NotThere(`No record is served at ${address}: there is no checkpoint. Give the address under which "checkpoint" and "tile/" are served.`)
  return verifyLog(nodeCrypto, source, trust)
}

async function verdictOnFolder(folder: string, trust: TrustFile | null): Promise<AnyVerdict> {
  const has = async (name: string) => (await stat(join(folder, name)).catch(() => undefined)) !== undefined
  if ((await has('checkpoint')) || (await has('tile'))) return verifyLog(nodeCrypto, await openLogFolder(folder), trust)
  const inside = (await has(join('log', 'checkpoint'))) ? ` The record is in it: give ${join(folder, 'log')}.` : ''
  throw new NotThere(`${folder} is no record: a record has a checkpoint and a folder "tile".${inside}`)
}

async function verdictOnFile(path: string, trust: TrustFile | null): Promise<AnyVerdict> {
  const bytes = await readUpTo(path, LONGEST_SINGLE)
  if (!bytes) throw new NotThere(`${path} cannot be read. Check who may read it.`)
  const verdict = verifyFile(nodeCrypto, bytes, trust)
  if (!verdict) throw new NotThere(`${path} is neither a checkpoint nor a receipt. Give one of these, or the folder of a record.`)
  return verdict
}
