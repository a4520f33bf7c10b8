// A part's process is started: as its own user, in a session of its own, with no secret in its arguments or its environment.
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Configuration } from '../configuration.ts'
import { locationToUrl, type DatabaseLocation } from '../database-url.ts'
import type { Ids } from './ids.ts'
import type { PartName } from './parts.ts'
import { withoutNewPrivileges } from './privileges.ts'
import type { Program } from './program.ts'

export interface Launch {
  /** The script that runs a part when it is called with `role NAME`, as those users can run it. */
  readonly program: Program
  readonly configuration: Configuration
  readonly database: DatabaseLocation
  readonly ids: Ids | undefined
  /** Where the part finds compiled modules; undefined where there is no folder that only we can write. */
  readonly code: string | undefined
}

/** Pages are short work: less room for what is young takes 15 MB less of a part. The keeper folds long logs, and keeps the room. */
const SMALL = ['--max-semi-space-size=4']

/** `--disable-sigusr1`: else a signal would open the inspector. Detached: Ctrl-C reaches the supervisor alone, and no part keeps root's terminal. */
export function spawnPart({ program, configuration, database, ids, code }: Launch, part: PartName, role: string = part): ChildProcess {
  const own = ids?.[part]
  const [command, args] = withoutNewPrivileges(program.command, [...(part === 'keeper' ? [] : SMALL), ...program.args, 'role', role, '--supervised'])
  return spawn(command, args, {
    ...(own === undefined ? {} : { uid: own, gid: own }),
    detached: true, cwd: program.cwd, stdio: ['ignore', 'pipe', 'pipe', 'pipe', ...(program.node === undefined ? [] : [program.node])],
    env: { PATH: '/usr/bin:/bin', TZ: 'UTC', HOME: join(configuration.data, part), ...(code === undefined ? {} : { NODE_COMPILE_CACHE: code }), ...environmentOf(configuration, database) },
  })
}

/** The configuration as the part reads it again; the database's place, never an account. */
function environmentOf({ data, web, sign, wall, proxies }: Configuration, database: DatabaseLocation): Record<string, string> {
  const inARow = sign.port === web.port + 1 && wall.port === web.port + 2
  return {
    COUNTERSIGN_DATA: data, COUNTERSIGN_WEB: web.origin, COUNTERSIGN_SIGN: sign.origin, COUNTERSIGN_WALL: wall.origin,
    ...(inARow ? { COUNTERSIGN_PORT: String(web.port) } : {}), ...(proxies.length > 0 ? { COUNTERSIGN_PROXIES: proxies.join(',') } : {}),
    DATABASE_URL: locationToUrl(database),
  }
}
