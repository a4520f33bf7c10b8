// The keeper's one connection to the database: its own role, one body, and a wake-up when something was handed in.
import pg from 'pg'
import type { OrganisationId } from '../../../core/id.ts'
import type { DatabaseAddress } from '../../database-url.ts'

/** The connection and what happens to it from outside. One is enough: the keeper does one thing after the other, and two would let it overtake itself. */
export interface Connection {
  readonly db: pg.Client
  /** Called whenever something was handed in; also now and then for nothing. */
  onWake(ring: () => void): void
  /** Called once when the connection is lost: whatever was under way is then in doubt. */
  onLost(lost: (fault: Error) => void): void
  end(): Promise<void>
}

/** Opens it. Every query sees the rows of this body alone. */
export async function connect(address: DatabaseAddress, body: OrganisationId): Promise<Connection> {
  const db = new pg.Client({ ...address, connectionTimeoutMillis: 5_000, options: `-c app.body=${body}` })
  let ending = false, tell: ((fault: Error) => void) | undefined, early: Error | undefined
  const lose = (fault: Error): void => {
    if (ending) return
    if (tell) tell(fault)
    else early = fault
  }
  db.on('error', lose).on('end', () => lose(new Error('the database closed the connection')))
  await db.connect()
  await db.query('listen intake')
  return {
    db,
    onWake: ring => { db.on('notification', ring) },
    onLost(lost) {
      tell = lost
      if (early) lost(early)
    },
    async end() {
      ending = true
      await db.end()
    },
  }
}
