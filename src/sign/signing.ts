// What every route of the signing origin works with: the record, the tickets, the keys it may hold, and where it stands.
import type { OpenedStore } from '../adapters/store/store.ts'
import type { Reader } from '../commands/ports.ts'
import type { PersonId } from '../core/id.ts'
import type { Refusal } from '../core/result.ts'
import type { SigningPlace } from '../record/verify/assertion.ts'
import type { Shell } from '../pages/shell.ts'
import type { DemoKeys } from './demo-keys.ts'
import type { Served } from './served.ts'

export interface Signing {
  readonly opened: Pick<OpenedStore, 'store' | 'doors' | 'tickets' | 'waitJudged'>
  readonly place: SigningPlace
  /** The address of the pages: the one place to which this origin leads back. */
  readonly web: string
  readonly served: Served
  /** A link with which one of the first two makes a sign-in passkey on the pages; nothing where the database does not let this origin make one. */
  readonly inviteFirst: (person: PersonId) => Promise<string | undefined>
  /** In a demonstration alone. */
  readonly demoKeys: DemoKeys | undefined
  readonly strips: Shell['strips']
  readonly bodyName: string
}

export const reading = <Value>({ opened }: Signing, work: (reader: Reader) => Promise<Value>): Promise<Value> => opened.store.read(work)

/** Whether something is a refusal and not the value that was asked for. */
export const isRefusal = (value: object): value is Refusal => 'ok' in value && value.ok === false
