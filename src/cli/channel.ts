// countersign channel connect: hands a platform's credential to the keeper by its own door, never through a web form.
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../adapters/cannot-start.ts'
import { readConfiguration, type Configuration } from '../adapters/configuration.ts'
import { credentialFile, credentialToText, CREDENTIALS } from '../adapters/platforms/credential-file.ts'
import { writeDurable } from '../adapters/processes/own-folder.ts'
import { isId, type ChannelId } from '../core/id.ts'
import { readArguments } from './arguments.ts'
import type { Io } from './io.ts'

const USAGE = 'Use: countersign channel connect CHANNEL-ID --token-file FILE [--host HOST] [--path /posts]'

/** Status 0 when the keeper has the credential. Run it as the user who may write the keeper's folder. The secret is read from a file, so that it stands in no list of processes. */
export function channel(args: readonly string[], io: Io): Promise<number> {
  const { id, file, host, path } = readFlags(args), configuration = readConfiguration(process.env)
  const keeper = join(configuration.data, 'keeper'), owner = statSync(keeper, { throwIfNoEntry: false })
  if (!owner) throw new CannotStart(`${keeper} is not there. Run "countersign init" first, or set COUNTERSIGN_DATA to the folder of the body.`)
  connect(keeper, owner, id, { platform: 'wall', host: host ?? configuration.wall.host, path, secret: secretIn(file) })
  io.out(`The channel ${id} is connected to ${host ?? configuration.wall.host}${path}. The keeper sends its credential there and nowhere else.\n${elsewhere(configuration, host)}`)
  return Promise.resolve(0)
}

function readFlags(args: readonly string[]): { readonly id: ChannelId; readonly file: string; readonly host: string | undefined; readonly path: string } {
  const read = readArguments(args, { flags: [], options: ['--token-file', '--host', '--path'] })
  if (typeof read === 'string') throw new CannotStart(`${read} ${USAGE}`)
  const [verb, id, ...more] = read.rest, file = read.options.get('--token-file')
  if (verb !== 'connect' || more.length > 0) throw new CannotStart(`There is one command here. ${USAGE}`)
  if (!isId(id)) throw new CannotStart(`"${id ?? ''}" is not a channel's id. The page of the channel shows it. ${USAGE}`)
  if (file === undefined) throw new CannotStart(`Say which file holds the token. ${USAGE}`)
  return { id: id as ChannelId, file, host: read.options.get('--host'), path: read.options.get('--path') ?? '/posts' }
}

function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (fault) {
    throw new CannotStart(`${file} cannot be read (${(fault as NodeJS.ErrnoException).code}). Put the token there, readable by this user.`)
  }
}

/** The files belong to whom the keeper's folder belongs to, and to nobody else. */
function connect(keeper: string, { uid, gid }: Stats, id: ChannelId, credential: Parameters<typeof credentialToText>[0]): void {
  const folder = join(keeper, CREDENTIALS), file = join(keeper, credentialFile(id))
  const text = wordOrThrow(() => credentialToText(credential))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  writeDurable(file, text, 0o600)
  if (process.getuid?.() === 0) for (const each of [folder, file]) chownSync(each, uid, gid)
}

function wordOrThrow(make: () => string): string {
  try {
    return make()
  } catch (wrong) {
    throw new CannotStart(`This cannot be connected: ${wrong instanceof Error ? wrong.message : 'unreadable'}. ${USAGE}`)
  }
}

const elsewhere = ({ wall }: Configuration, host: string | undefined): string =>
  host === undefined || host === wall.host ? '' : `Posts for it will leave this machine for ${host}; a demonstration or a trial does not send there.\n`
