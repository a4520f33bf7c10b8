// Every command that no token can give, from the one list: it has an address, so that a program that tries is told why, and the document says so.
import { Type } from 'typebox'
import type { Command } from '../commands/command.ts'
import { commands } from '../commands/index.ts'
import { refuse } from '../core/result.ts'
import { route, type Route } from './route.ts'

/** What makes a "yes" is signed, with a passkey, on the signing origin (invariant 12); the rest that changes something is done by people on the pages. */
const codeOf = ({ kind }: Command): 'ONLY_PEOPLE_SIGN' | 'ONLY_ON_THE_PAGES' => (kind === 'signed' ? 'ONLY_PEOPLE_SIGN' : 'ONLY_ON_THE_PAGES')

const refused = (command: Command): Route => route({
  method: 'POST', at: `/commands/${command.name}`, name: command.name, title: command.title, scope: null, refuses: [codeOf(command)],
  says: `Always refused. Who may: ${command.who}.`, answers: { status: 200, type: 'application/json', schema: Type.Never() },
  run: () => Promise.resolve(refuse(codeOf(command))),
})

/** `offered`: the commands that a route runs. A command that is added later is refused until a route for it is written. */
export const onlyPeople = (offered: readonly string[]): readonly Route[] => commands.filter(({ name }) => !offered.includes(name)).map(refused)
