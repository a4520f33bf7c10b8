// Opening a data folder: is it ours, is it free, what does it hold, and who are its users.
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../cannot-start.ts'
import { idsOf, type Ids } from './ids.ts'
import { readInstallation, type Installation, type Kind } from './installation.ts'
import { endLeftParts, forgetPids, takeLock } from './lock.ts'
import { placeData } from './place.ts'
import { isRoot } from './user.ts'

export interface Folder {
  readonly data: string
  /** Undefined for an ordinary user: then all parts run as that user. */
  readonly ids: Ids | undefined
  /** Undefined before a first start came to its end. */
  readonly installation: Installation | undefined
  /** Ends the parts that a killed supervisor left. */
  clear(): Promise<void>
  /** Lets the folder go, once everything has ended. */
  close(): void
}

const BEGUN = 'begun'

/**
 * Takes the folder for this process. Throws CannotStart when it holds another kind of installation (a demo never becomes the real thing,
 * invariant 23), when another Countersign has it, or when it is not empty and nothing of ours.
 */
export async function openFolder(asked: string, kind: Kind, say: (text: string) => void): Promise<Folder> {
  const data = placeData(asked)
  if (data !== asked) say(`${asked} is closed to the parts, or could be exchanged by another user. The data are kept in ${data}.`)
  const letGo = await takeLock(data)
  try {
    const installation = readInstallation(data)
    if (installation) refuseOtherKind(data, installation.kind, kind)
    else markBegun(data)
    return {
      data, installation, ids: isRoot() ? idsOf(data) : undefined,
      clear: () => endLeftParts(data),
      close() {
        forgetPids(data)
        letGo()
      },
    }
  } catch (fault) {
    letGo()
    throw fault
  }
}

function refuseOtherKind(data: string, kept: Kind, asked: Kind): void {
  if (kept === asked) return
  const called = { demo: 'a demo', trial: 'a trial', real: 'a real body' }
  const how = { demo: 'Start it with --demo', trial: 'Start it with --trial', real: 'Start it without --demo and --trial' }
  throw new CannotStart(`${data} holds ${called[kept]}, which can never become ${called[asked]}. ${how[kept]}, or set COUNTERSIGN_DATA to another folder.`)
}

/** A first start empties folders in here, so it begins only in an empty one, and says so before anything else. */
function markBegun(data: string): void {
  const others = readdirSync(data).filter(name => !name.startsWith('lock') && name !== 'lost+found')
  if (others.length > 0 && !others.includes(BEGUN)) throw new CannotStart(`${data} is not empty and holds no Countersign. Set COUNTERSIGN_DATA to an empty or new folder.`)
  writeFileSync(join(data, BEGUN), '', { mode: 0o600 })
}

/** Steps after the first start that are done once. */
export const isStamped = (data: string, step: string): boolean => existsSync(join(data, step))
export const stamp = (data: string, step: string): void => writeFileSync(join(data, step), '', { mode: 0o600, flush: true })
export const unstamp = (data: string, step: string): void => rmSync(join(data, step), { force: true })
