// What a data folder holds: a demo, a trial or the real thing, and whose. Written last at the first start, so that it also says that the start was whole.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isId, type OrganisationId } from '../../core/id.ts'
import { isInstant, type Instant } from '../../core/instant.ts'
import { CannotStart } from '../cannot-start.ts'
import { writeDurable } from './own-folder.ts'

export const KINDS = ['demo', 'trial', 'real'] as const
export type Kind = (typeof KINDS)[number]

/** Public: every part reads it. It never changes, so a demo or a trial cannot become the real thing (invariant 23). */
export interface Installation {
  readonly kind: Kind
  readonly organisation: OrganisationId
  readonly made: Instant
}

const FILE = 'installation.json'

/** Undefined before a first start has come to its end. */
export function readInstallation(data: string): Installation | undefined {
  let text: string
  try {
    text = readFileSync(join(data, FILE), 'utf8')
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw fault
  }
  const { kind, organisation, made } = JSON.parse(text) as Partial<Installation>
  if (!KINDS.includes(kind as Kind) || !isId(organisation) || !isInstant(made)) throw new CannotStart(`${join(data, FILE)} is damaged. Restore it from the backup.`)
  return { kind: kind as Kind, organisation, made }
}

/** Durable when it returns. */
export const writeInstallation = (data: string, installation: Installation): void => writeDurable(join(data, FILE), `${JSON.stringify(installation)}\n`, 0o644)
