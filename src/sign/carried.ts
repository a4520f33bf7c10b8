// What a signing page carries with it: everything that the page needs to build the digest again and to hold a statement against what it shows.
import type { Digest } from '../core/digest.ts'
import type { ChannelId, OrganisationId, PersonId, PostId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import type { Capacity } from '../core/statement.ts'
import type { Channel } from '../draft/channel.ts'

/** A key that the person may sign with. `id` is the browser's own id of a passkey; a demo key has none, because the service holds it. */
export interface OfferedKey { readonly credential: Digest; readonly entry: number; readonly demo: boolean; readonly id: string | null; readonly name: string }

export interface ShownPackage {
  readonly of: 'package'
  readonly post: PostId
  /** The package's bytes, base64url: what is shown is read from them and from nothing else. */
  readonly bytes: string
  readonly digest: Digest
  readonly channels: { readonly [channel: ChannelId]: Channel }
  /** Everyone who contributed, as the page names them. */
  readonly contributors: readonly PersonId[]
  readonly report: Digest
  readonly rulebook: Digest
  readonly route: Digest
  /** The layer at which the person would sign; null where none is signed or none is open. */
  readonly layer: string | null
  readonly attempts: readonly { readonly channel: ChannelId; readonly attempt: number }[]
}
export interface ShownRefusal { readonly of: 'refusal'; readonly entry: number; readonly digest: Digest }
/** `bytes` is the text of the code that the person declares to understand. */
export interface ShownCode { readonly of: 'code'; readonly role: string; readonly bytes: string; readonly digest: Digest }
/** `opened` is the note behind the commitment, as the manager wrote it. */
export interface ShownDeclaration { readonly of: 'declaration'; readonly person: PersonId; readonly role: string; readonly entry: number; readonly digest: Digest; readonly talked: Instant; readonly note: Digest; readonly opened: Opened; readonly days: number }
/** `enrolment` is the statement that is vouched for, as it was signed by the new key; `nameSalt` opens its commitment to the name. */
export interface ShownKey { readonly of: 'key'; readonly digest: Digest; readonly statement: Digest; readonly enrolment: string; readonly name: string; readonly nameSalt: string }
export interface ShownPolicy { readonly of: 'policy'; readonly bytes: string; readonly digest: Digest; readonly replaces: Digest | null }
/** The person whose key is about to be made. `nameSalt` opens the commitment to the name. */
export interface ShownPerson { readonly of: 'person'; readonly person: PersonId; readonly name: string; readonly nameSalt: string; readonly capacity: Capacity; readonly roles: readonly string[]; readonly manager: PersonId | null }
export type Shown = ShownPackage | ShownRefusal | ShownCode | ShownDeclaration | ShownKey | ShownPolicy | ShownPerson

export interface Carried {
  /** The ticket whose page this is; null at the doors that need none. */
  readonly ticket: string | null
  readonly purpose: string
  readonly organisation: OrganisationId
  readonly person: PersonId
  /** The log's origin, which every statement names. */
  readonly origin: string
  readonly rpId: string
  readonly keys: readonly OfferedKey[]
  /** Whether the installation is a demonstration, in which the service holds a key for everybody. */
  readonly demo: boolean
  /** When the page was drawn, by the service's clock: the reader's own clock may be wrong. */
  readonly served: Instant
  /** Nothing new is to be read here, so the passkey is asked for as the page opens. */
  readonly atOnce: boolean
  readonly shown: Shown
  /** The names of people and the titles of roles with which the page speaks of ids. */
  readonly words: Words
}
export interface Words { readonly names: { readonly [person: string]: string }; readonly roles: { readonly [role: string]: string } }

/** A value behind a commitment of a statement, so that the page can hold the commitment against what was typed. */
export interface Opened { readonly field: string; readonly salt: string; readonly value: string }
/** What the person chose and typed. */
export interface Typed {
  readonly key: { readonly entry: number } | null
  readonly act: 'submit' | 'approve' | 'return' | 'refuse' | 'release' | 'lift' | 'declare' | 'confirm' | 'vouch' | 'policy' | 'enrol'
  readonly remark?: string
  readonly at?: Instant
  readonly enrolled?: { readonly spki: string; readonly credential: Digest; readonly proof: Digest | null }
}
/** What `POST /statement` answers: the exact bytes to be signed, and the mark that says that this page was given them. */
export interface GivenStatement { readonly payload: string; readonly mark: string; readonly opened: readonly Opened[] }
