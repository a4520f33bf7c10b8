// Statement v1: what people sign. An in-toto Statement whose predicate holds ids, enumerations, instants, digests and commitments, and never a name or free text.
import { canonicalBytes, parseCanonical, type Json } from './canonical.ts'
import type { Digest } from './digest.ts'
import { binary, conform, digest, id, instant, listOf, matching, members, natural, oneOf, optional, setOf, words, type Form } from './form.ts'
import type { ChannelId, OrganisationId, PersonId, PostId } from './id.ts'
import type { Instant } from './instant.ts'

/** Where predicate types begin: demo and trial have types of their own (invariant 23). */
export const PREDICATES_AT = { real: 'https://countersign.invalid/', demo: 'https://countersign.demo.invalid/' } as const
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1'
/** A demo's or a trial's log origin ends in this, and nothing else does. */
export const DEMO_ORIGIN = '.demo.invalid'

/** What every statement names. `key` is the entry that enrolled the signing key; null in the enrolment itself. */
export interface Signed {
  readonly organisation: OrganisationId
  readonly person: PersonId
  readonly key: number | null
  readonly nonce: string
  readonly expires: Instant
  /** The signed tree that the signer was shown. */
  readonly log: { readonly origin: string; readonly size: number; readonly root: Digest }
}
export interface Window { readonly from: Instant; readonly until: Instant }

/** What every statement about a post's package names. */
export interface OnPackage extends Signed {
  readonly act: 'post'
  readonly post: PostId
  readonly revision: number
  /** The digest of the contributors, as `contributorsDigest` makes it. */
  readonly contributors: Digest
  readonly window: Window
  readonly report: Digest
  readonly rulebook: Digest
  /** The digest of the policy whose routes and channels the post must satisfy. */
  readonly route: Digest
  /** The entry that confirmed the signer's understanding, and so the role in which the signer acts. */
  readonly understanding: number
}
export interface Answer { readonly question: string; readonly answer: 'no' | 'yes' | 'not-sure' }

export interface Predicates {
  /** Subject `key`. `name` is a commitment to the name that the vouchers vouch for; `proof` is the HMAC of a first key's one-time code. */
  readonly enrol: Signed & { readonly spki: string; readonly credential: Digest; readonly capacity: Capacity; readonly roles: readonly string[]; readonly manager: PersonId | null; readonly name: Digest; readonly proof: Digest | null }
  /** Subject `key`. `of` is the digest of the enrolment statement: its roles, capacity, manager and name are vouched for with the key. */
  readonly vouch: Signed & { readonly of: Digest }
  /** Subject `code`: the digest of the code's text that the person declares to understand in a role. */
  readonly declare: Signed & { readonly role: string }
  /** Subject `declaration`: the digest of the declaring statement. `note` is a commitment. */
  readonly confirm: Signed & { readonly declaration: number; readonly talked: Instant; readonly note: Digest; readonly until: Instant }
  /** Subject `policy`: the digest of the policy document. Two people sign the same one. */
  readonly policy: Signed & { readonly replaces: Digest | null }
  /** Subject `package`. Lists the contributors, whose digest later statements carry, and the channels, which decide the layers. */
  readonly submit: OnPackage & { readonly people: readonly PersonId[]; readonly channels: readonly ChannelId[] }
  readonly 'sign-off': OnPackage & { readonly layer: string; readonly decision: 'approve' | 'return' | 'refuse'; readonly remark: Digest | null; readonly setAside: readonly Digest[]; readonly lines: readonly Digest[]; readonly answers: readonly Answer[] }
  readonly 'set-aside': OnPackage & { readonly finding: Digest; readonly reason: Digest }
  /** `attempts` counts, channel by channel, the sends that a person has looked at and found not to have gone out. */
  readonly release: OnPackage & { readonly at: Instant; readonly attempts: readonly { readonly channel: ChannelId; readonly attempt: number }[] }
  /** Subject `refusal` or `pause`: the digest of the entry that is lifted. */
  readonly lift: Signed & { readonly entry: number }
  /** Subject `key`: a suspended key counts again from the second of two of these. */
  readonly reinstate: Signed & { readonly suspended: number }
}
export type PredicateKind = keyof Predicates
export type Capacity = 'civil-servant' | 'special-adviser' | 'minister' | 'contractor'

const token = matching(/^[a-z0-9][a-z0-9-]{0,39}$/, 'is not a short name')
const signed = {
  organisation: id, person: id, key: optional(natural), nonce: binary(16, true), expires: instant,
  log: members({ origin: matching(/^[a-z0-9.-]{1,120}$/, 'is not a log origin'), size: natural, root: digest }),
}
const onPackage = {
  ...signed, act: oneOf('post'), post: id, revision: natural, contributors: digest, window: members({ from: instant, until: instant }),
  report: digest, rulebook: digest, route: digest, understanding: natural,
}
const forms: { readonly [Kind in PredicateKind]: { readonly subject: Form; readonly predicate: Form } } = {
  enrol: {
    subject: oneOf('key'),
    predicate: members({ ...signed, spki: binary(600), credential: digest, capacity: oneOf('civil-servant', 'special-adviser', 'minister', 'contractor'), roles: setOf(token, 20), manager: optional(id), name: digest, proof: optional(digest) }),
  },
  vouch: { subject: oneOf('key'), predicate: members({ ...signed, of: digest }) },
  declare: { subject: oneOf('code'), predicate: members({ ...signed, role: token }) },
  confirm: { subject: oneOf('declaration'), predicate: members({ ...signed, declaration: natural, talked: instant, note: digest, until: instant }) },
  policy: { subject: oneOf('policy'), predicate: members({ ...signed, replaces: optional(digest) }) },
  submit: { subject: oneOf('package'), predicate: members({ ...onPackage, people: setOf(id, 100), channels: setOf(id, 50) }) },
  'sign-off': {
    subject: oneOf('package'),
    predicate: members({ ...onPackage, layer: token, decision: oneOf('approve', 'return', 'refuse'), remark: optional(digest), setAside: setOf(digest, 100), lines: setOf(digest, 100), answers: listOf(members({ question: words(40, 1), answer: oneOf('no', 'yes', 'not-sure') }), 20) }),
  },
  'set-aside': { subject: oneOf('package'), predicate: members({ ...onPackage, finding: digest, reason: digest }) },
  release: { subject: oneOf('package'), predicate: members({ ...onPackage, at: instant, attempts: listOf(members({ channel: id, attempt: natural }), 50) }) },
  lift: { subject: oneOf('refusal', 'pause'), predicate: members({ ...signed, entry: natural }) },
  reinstate: { subject: oneOf('key'), predicate: members({ ...signed, suspended: natural }) },
}
export const PREDICATE_KINDS = Object.keys(forms) as readonly PredicateKind[]

/** A statement that has been read: `kind` says which predicate it carries. */
export type Statement = { readonly [Kind in PredicateKind]: { readonly kind: Kind; readonly demo: boolean; readonly subject: { readonly name: string; readonly digest: Digest }; readonly predicate: Predicates[Kind] } }[PredicateKind]
export type StatementOf<Kind extends PredicateKind> = Extract<Statement, { readonly kind: Kind }>

/** The exact bytes to be signed. */
export function statementToBytes(statement: Statement): Uint8Array {
  const bytes = canonicalBytes({
    _type: STATEMENT_TYPE,
    subject: [{ name: statement.subject.name, digest: { sha256: statement.subject.digest } }],
    predicateType: PREDICATES_AT[statement.demo ? 'demo' : 'real'] + statement.kind + '/v1',
    predicate: statement.predicate as unknown as Json,
  })
  bytesToStatement(bytes)
  return bytes
}

const outer = members({
  _type: oneOf(STATEMENT_TYPE),
  subject: listOf(members({ name: words(20, 1), digest: members({ sha256: digest }) }), 1),
  predicateType: words(100, 1),
  predicate: () => undefined,
})

/** Reads a statement strictly; throws on a form that is not exactly that of its predicate's version 1. */
export function bytesToStatement(bytes: Uint8Array): Statement {
  const whole = conform<{ subject: { name: string; digest: { sha256: Digest } }[]; predicateType: string; predicate: never }>('the statement', outer, parseCanonical(bytes, 8_192))
  const subject = whole.subject[0]
  if (!subject) throw new TypeError('the statement has no subject')
  const { kind, demo } = readType(whole.predicateType)
  const wrong = forms[kind].subject(subject.name) ?? forms[kind].predicate(whole.predicate)
  if (wrong) throw new TypeError(`the ${kind} statement ${wrong}`)
  return { kind, demo, subject: { name: subject.name, digest: subject.digest.sha256 }, predicate: whole.predicate } as Statement
}

function readType(type: string): { kind: PredicateKind; demo: boolean } {
  for (const kind of PREDICATE_KINDS) {
    if (type === `${PREDICATES_AT.real}${kind}/v1`) return { kind, demo: false }
    if (type === `${PREDICATES_AT.demo}${kind}/v1`) return { kind, demo: true }
  }
  throw new TypeError('the statement has a predicate type that is not known')
}
