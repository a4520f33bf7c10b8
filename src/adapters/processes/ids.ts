// User ids for the parts, one range for each data folder, without any account being made.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../cannot-start.ts'
import { makePassable } from './folders.ts'
import { PARTS } from './parts.ts'

const NAMES = ['postgres', ...PARTS] as const

export type Ids = { readonly [name in typeof NAMES[number]]: number }

/** Given out by neither Debian nor systemd; below 65536, since a rootless container maps no more. The sixth place is kept for media. */
const [FIRST, LAST, EACH] = [60706, 61183, 6]
const RANGES = Math.floor((LAST - FIRST + 1) / EACH)

/** Which data folder has which range: two on one machine must not share ids. */
const CLAIMS = '/var/lib/countersign/ids'

/**
 * The ids of this data folder, fixed at its first start and kept in root's own `ids.json`. Only for root. Accounts named `countersign-<part>`, as the
 * units in deploy/ want them, come first; otherwise ids without an account.
 */
export function idsOf(data: string): Ids {
  const file = join(data, 'ids.json')
  if (existsSync(file)) {
    const { uid, mode } = statSync(file)
    if (uid !== 0 || (mode & 0o022) !== 0) throw new CannotStart(`${file} can be changed by others than root. Look at who changed it, then: chown root ${file}; chmod 0600 ${file}`)
    return JSON.parse(readFileSync(file, 'utf8')) as Ids
  }
  const ids = accounts() ?? withoutAccounts(data)
  writeFileSync(file, JSON.stringify(ids), { mode: 0o600 })
  return ids
}

function accounts(): Ids | undefined {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n').map(line => line.split(':'))
  const found = NAMES.map(name => [name, lines.find(([account]) => account === `countersign-${name}`)?.[2]] as const)
  return found.every(([, id]) => id !== undefined) ? Object.fromEntries(found.map(([name, id]) => [name, Number(id)])) as Ids : undefined
}

function withoutAccounts(data: string): Ids {
  const first = FIRST + freeRange(data) * EACH
  return Object.fromEntries(NAMES.map((name, place) => [name, first + place])) as Ids
}

function freeRange(data: string): number {
  makePassable(CLAIMS)
  const taken = new Set(readFileSync('/etc/passwd', 'utf8').split('\n').map(line => Number(line.split(':')[2])))
  const wanted = createHash('sha256').update(data).digest().readUInt32BE(0)
  for (let k = 0; k < RANGES; k++) {
    const range = (wanted + k) % RANGES
    const ids = Array.from({ length: EACH }, (_, place) => FIRST + range * EACH + place)
    if (ids.every(id => !taken.has(id)) && claimed(range, data)) return range
  }
  throw new CannotStart(`All user ids from ${FIRST} to ${LAST} are taken on this machine. Remove the files in ${CLAIMS} that name data folders you no longer use.`)
}

/** A claim counts as long as its folder is there. */
function claimed(range: number, data: string): boolean {
  const claim = join(CLAIMS, String(range))
  const holder = existsSync(claim) ? readFileSync(claim, 'utf8') : ''
  if (holder !== '' && holder !== data && existsSync(join(holder, 'ids.json'))) return false
  writeFileSync(claim, data, { mode: 0o644 })
  return true
}
