// countersign init: begins a real body on a PostgreSQL of its own, and gives the links with which two people enrol the first two keys.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../adapters/cannot-start.ts'
import { readConfiguration } from '../adapters/configuration.ts'
import type { DatabaseAddress, DatabaseUrl } from '../adapters/database-url.ts'
import { openFolder } from '../adapters/processes/folder.ts'
import { makeFolder } from '../adapters/processes/make-folder.ts'
import { PARTS } from '../adapters/processes/parts.ts'
import { userName } from '../adapters/processes/user.ts'
import { readArguments } from './arguments.ts'
import type { Io } from './io.ts'

const USAGE = 'Use: countersign init --name "Department for ..."'

/** Status 0 when the body was begun. The links are shown once: only the keeper's folder and the two people know the codes. */
export async function init(args: readonly string[], io: Io): Promise<number> {
  const name = readName(args)
  const configuration = readConfiguration(process.env)
  if (!configuration.database) throw new CannotStart('A real body needs a PostgreSQL of its own, version 15 or later: set DATABASE_URL to an account that may make roles. To try Countersign without one, use "serve --trial".')
  const folder = await openFolder(configuration.data, 'real', text => io.out(`${text}\n`))
  try {
    if (folder.installation) throw new CannotStart(`${folder.data} holds a body already. Start it with "countersign serve".`)
    const codes = await begin(folder, name, administratorOf(configuration.database))
    const links = codes.map(code => `  ${configuration.sign.origin}/enrol/first#${code}\n`).join('')
    io.out(`${name} has begun. Its data are in ${folder.data}.\nStart the service, then let two people enrol the first two keys, each with one of these links. They work once and are not shown again:\n${links}`)
    return 0
  } finally {
    folder.close()
  }
}

function readName(args: readonly string[]): string {
  const read = readArguments(args, { flags: [], options: ['--name'] })
  if (typeof read === 'string') throw new CannotStart(`${read} ${USAGE}`)
  const name = read.options.get('--name')?.trim()
  if (!name || read.rest.length > 0) throw new CannotStart(`A body has a name, which stands on every page. ${USAGE}`)
  return name
}

const administratorOf = ({ user, password, ...location }: DatabaseUrl): DatabaseAddress => ({ ...location, user: user ?? userName() ?? 'postgres', password: () => password ?? '' })

type Opened = Awaited<ReturnType<typeof openFolder>>

async function begin({ data, ids }: Opened, name: string, administrator: DatabaseAddress): Promise<readonly string[]> {
  const { firstStart } = await import('../adapters/processes/first-start.ts')
  for (const part of PARTS) {
    rmSync(join(data, part), { recursive: true, force: true })
    makeFolder(data, ids, part)
  }
  try {
    return await firstStart({ data, ids, kind: 'real', name, administrator, ownServer: false })
  } catch (fault) {
    const { code, message } = fault as NodeJS.ErrnoException
    if (code === '42501') throw new CannotStart(`The account in DATABASE_URL may not do this: ${message}. Take one that may make roles and owns the database.`, { cause: fault })
    if (code !== undefined && /^(?:E[A-Z]+|28...|3D000|08...)$/.test(code)) throw new CannotStart(`The PostgreSQL that DATABASE_URL names does not let us in: ${message || code}.`, { cause: fault })
    throw fault
  }
}
