// A process that does one step of web or sign and is killed before or after its transaction commits: for the crash table.
import { parseArgs } from 'node:util'
import { openStore } from '../../src/adapters/store/store.ts'
import type { Store } from '../../src/commands/ports.ts'
import { commands } from '../../src/commands/index.ts'
import type { SignedCommand } from '../../src/commands/command.ts'
import { handIn, prepareSigned } from '../../src/commands/run.ts'
import type { Envelope } from '../../src/core/dsse.ts'
import type { OrganisationId, PersonId } from '../../src/core/id.ts'
import type { DatabaseAddress } from '../../src/adapters/database-url.ts'

export interface Step {
  readonly address: Omit<DatabaseAddress, 'password'> & { readonly password: string }
  readonly organisation: OrganisationId
  readonly die: 'before-commit' | 'after-commit'
  readonly prepare?: { readonly command: string; readonly actor: PersonId; readonly post: number; readonly input: unknown }
  readonly handIn?: Envelope
}

const { positionals } = parseArgs({ allowPositionals: true })
const step = JSON.parse(positionals[0]!) as Step
const opened = await openStore({ ...step.address, password: () => step.address.password }, step.organisation, { drafts: step.prepare !== undefined })
const die = (): never => {
  process.kill(process.pid, 'SIGKILL')
  throw new Error('killed')
}
/** The real store, which the process does not outlive: the kill comes when the work is done and not yet committed, or right after the commit. */
const store: Store = {
  read: work => opened.store.read(work),
  transact: async work => {
    const value = await opened.store.transact(async transaction => {
      const done = await work(transaction)
      return step.die === 'before-commit' ? die() : done
    })
    die()
    return value
  },
}
const doors = { ...opened.doors, store }
if (step.prepare) {
  const command = commands.find(({ name }) => name === step.prepare!.command) as SignedCommand
  await prepareSigned(doors, command, step.prepare)
} else await handIn(doors, step.handIn!, [])
