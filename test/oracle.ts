// The oracle of the model test: restates the invariants over the raw entries of a record, plainly and slowly, and imports no stage folder.
// It folds nothing. Every question walks the entries again; only answers that cannot change are kept. Longer than most files, because it must be
// read beside design section 4 in one go, and because a test that asked the product whether the product was right would prove nothing.
import { base64url, base64urlToBytes, concat, sameBytes, utf8, utf8ToText } from '../src/core/bytes.ts'
import { canonical, parseCanonical, type Json } from '../src/core/canonical.ts'
import type { Crypto } from '../src/core/crypto.ts'
import { digestOf, type Digest } from '../src/core/digest.ts'
import { isDemoEnvelope, payloadOf, preAuthentication, type Envelope } from '../src/core/dsse.ts'
import { entryToLeaf, type Entry } from '../src/core/entry.ts'
import { DAY, HOUR, later, MINUTE, type Instant } from '../src/core/instant.ts'
import { conformKeeperEvent, type KnownKeeperEvent } from '../src/core/keeper-event.ts'
import { bytesToStatement, type Statement, type StatementOf } from '../src/core/statement.ts'
import { conformStop, type KnownStop } from '../src/core/stop.ts'

export interface Raw {
  readonly entries: readonly Entry[]
  readonly packages: Pick<ReadonlyMap<Digest, Uint8Array>, 'get'>
  readonly policies: ReadonlyMap<Digest, Uint8Array>
  readonly origin: string
  readonly first: readonly { readonly person: string; readonly credential: Digest; readonly spki: string }[]
  readonly rootAt: (size: number) => Digest | undefined
  readonly signatureHolds: (envelope: Envelope, spki: string) => boolean
  /** Whether the rulebook of the test stops these words. */
  readonly wordsStop: (words: string) => boolean
  readonly crypto: Crypto
}
/** A send that really happened: when, after how many entries, and with which bytes. */
export interface Happened { readonly post: string; readonly channel: string; readonly attempt: number; readonly package: Digest; readonly after: number; readonly at: Instant; readonly bodies: readonly Uint8Array[] }
export interface Broken { readonly invariant: number; readonly how: string }

/**
 * Invariant 12, in its own words: the passkey of this key says that it verified a human being, on the signing origin and nowhere else, and signed
 * exactly these bytes.
 */
export function passkeyHolds(crypto: Crypto, envelope: Envelope, spki: string, { signingOrigin, rpId }: { readonly signingOrigin: string; readonly rpId: string }): boolean {
  if (isDemoEnvelope(envelope)) return false
  const clientData = base64urlToBytes(envelope.clientData), authenticator = base64urlToBytes(envelope.authData)
  const { type, origin, challenge, crossOrigin, topOrigin } = JSON.parse(utf8ToText(clientData)) as { readonly [member: string]: unknown }
  const overTheseBytes = challenge === base64url(crypto.sha256(preAuthentication(payloadOf(envelope))))
  const onTheSigningOrigin = type === 'webauthn.get' && origin === signingOrigin && crossOrigin === false && topOrigin === undefined && sameBytes(authenticator.subarray(0, 32), crypto.sha256(utf8(rpId)))
  const byAHumanBeing = authenticator.length === 37 && (authenticator[32]! & 0b101) === 0b101
  return overTheseBytes && onTheSigningOrigin && byAHumanBeing && crypto.verify(base64urlToBytes(spki), concat(authenticator, crypto.sha256(clientData)), base64urlToBytes(envelope.signature))
}

interface Layer { readonly id: string; readonly rights: readonly string[]; readonly count: number }
interface Policy {
  readonly organisation: string
  readonly code: { readonly digest: Digest; readonly days: number }
  readonly roles: { readonly [role: string]: { readonly rights: readonly string[] } }
  readonly routes: { readonly [route: string]: { readonly layers: readonly Layer[]; readonly clearanceHours: number } }
  readonly channels: { readonly [channel: string]: { readonly route: string; readonly account: string; readonly host: string; readonly path: string; readonly platform: string } }
  readonly arbiters: readonly string[]
}
interface PackedChannel { readonly channel: string; readonly platform: string; readonly account: string; readonly requests: Json }
interface Packed { readonly organisation: string; readonly post: string; readonly revision: number; readonly window: Json; readonly parts: readonly { readonly kind: string; readonly text: string }[]; readonly lines: readonly { readonly supplier: string | null }[]; readonly channels: readonly PackedChannel[] }

const PACKAGE_MEMBERS = 'act,at,captured,channels,lines,media,organisation,parts,post,revision,salt,v,window'

type Said =
  | { readonly is: 'statement'; readonly statement: Statement; readonly envelope: Envelope; readonly credential: Digest }
  | { readonly is: 'stop'; readonly stop: KnownStop }
  | { readonly is: 'keeper'; readonly event: KnownKeeperEvent }
  | { readonly is: 'nothing' }
type SubmitStatement = StatementOf<'submit'>
interface OnPost { readonly submission: number | null; readonly ended: 'edited' | 'withdrawn' | 'returned' | null; readonly contributors: ReadonlySet<string>; readonly approvals: readonly number[]; readonly refusals: readonly number[] }

export class Oracle {
  readonly #raw: Raw
  readonly #said: Said[] = []
  readonly #counts: boolean[] = []
  readonly #kept = new Map<string, unknown>()

  constructor(raw: Raw) {
    this.#raw = raw
  }

  /** What each send broke; nothing when every one was right. */
  judge(sends: readonly Happened[]): readonly Broken[] {
    return sends.flatMap((send, i) => [...this.objections(send.post, send.after, send.at).filter(({ how }) => how !== 'nothing is left to send'), ...this.#wrongBytes(send), ...this.#twice(sends.slice(0, i), send)])
  }

  #wrongBytes(send: Happened): readonly Broken[] {
    const standing = this.#onPost(send.post, send.after), submission = this.#submissionOf(standing)
    if (!submission || submission.statement.subject.digest !== send.package) return [{ invariant: 1, how: 'what was sent is not the package that was submitted last' }]
    const packed = this.#packed(send.package)
    const bodies = packed?.channels.find(({ channel }) => channel === send.channel)?.requests as readonly { readonly body: string }[] | undefined
    const same = bodies !== undefined && bodies.length === send.bodies.length && bodies.every(({ body }, i) => sameBytes(utf8(body), send.bodies[i]!))
    return same ? [] : [{ invariant: 16, how: 'the bytes that were sent are not those of the package' }]
  }

  #twice(before: readonly Happened[], send: Happened): readonly Broken[] {
    const alike = before.filter(({ post, channel }) => post === send.post && channel === send.channel)
    const lookedAt = this.#receipts(send.post, send.channel, send.after)
    const again = alike.some(({ attempt }) => attempt >= send.attempt || lookedAt.every(receipt => receipt.attempt !== attempt || receipt.outcome === 'sent'))
    return again ? [{ invariant: 14, how: 'it went out before on this channel, or nobody had looked' }] : []
  }

  /** Everything that stands against letting a post go at a moment, knowing the first `n` entries; nothing when it must go. */
  objections(post: string, n: number, now: Instant): readonly Broken[] {
    const policy = this.#policy(n)
    if (!policy) return [{ invariant: 9, how: 'no policy is in force' }]
    const broken: Broken[] = [], no = (invariant: number, how: string) => broken.push({ invariant, how })
    if (!policy.signers.every(signer => this.#binds(signer, n))) no(9, 'the policy rests on a suspended key')
    const standing = this.#onPost(post, n), submission = this.#submissionOf(standing)
    if (!submission) return [...broken, { invariant: 1, how: 'no submission stands' }]
    broken.push(...this.#notCleared(post, n, now))
    if (this.#runningPauses(n).length > 0) no(15, 'everything is paused')
    const release = this.#releases(post, n).filter(i => this.#statement<'release'>(i).subject.digest === submission.statement.subject.digest).at(-1)
    if (release === undefined) return [...broken, { invariant: 8, how: 'nobody released it' }]
    broken.push(...this.#wrongRelease(post, n, now, release), ...this.#wrongPackage(submission.statement, policy.document))
    const attempts = this.#statement<'release'>(release).predicate.attempts
    const left = submission.statement.predicate.channels.filter(channel => {
      const receipts = this.#receipts(post, channel, n), attempt = attempts.findLast(again => again.channel === channel)?.attempt ?? 0
      return receipts.length === 0 || (receipts.every(({ outcome }) => outcome !== 'sent') && receipts.every(receipt => receipt.attempt < attempt))
    })
    if (left.length === 0) no(14, 'nothing is left to send')
    return broken
  }

  #wrongRelease(post: string, n: number, now: Instant, release: number): readonly Broken[] {
    const broken: Broken[] = [], { predicate } = this.#statement<'release'>(release), { said } = this.#raw.entries[release]!
    const standing = this.#onPost(post, n)
    if (!this.#acts(release, n)) broken.push({ invariant: 5, how: 'the releaser’s key was suspended before the release' })
    if (!this.#understands(predicate.person, predicate.understanding, said, n)) broken.push({ invariant: 5, how: 'the releaser’s understanding does not count' })
    if (standing.contributors.has(predicate.person)) broken.push({ invariant: 8, how: 'the releaser contributed' })
    if (this.#notCleared(post, n, now).length === 0 && this.#notCleared(post, n, now, release).length > 0) broken.push({ invariant: 8, how: 'the release came before an approval that it rests on' })
    if (this.#everLifted(n).some(({ lifted }) => release < lifted && (predicate.at > said ? predicate.at : said) <= this.#raw.entries[lifted]!.said)) broken.push({ invariant: 15, how: 'a pause overtook the release' })
    const { window } = this.#submissionOf(standing)!.statement.predicate
    if (now < predicate.at || now < window.from || now > window.until) broken.push({ invariant: 8, how: 'now is outside the window or before the chosen time' })
    return broken
  }

  #wrongPackage(submission: SubmitStatement, policy: Policy): readonly Broken[] {
    const packed = this.#packed(submission.subject.digest), { predicate } = submission
    if (!packed) return [{ invariant: 11, how: 'the package is not there, or is not what was signed' }]
    const broken: Broken[] = [], no = (invariant: number, how: string) => broken.push({ invariant, how })
    if (packed.organisation !== policy.organisation || packed.post !== predicate.post || packed.revision !== predicate.revision || canonical(packed.window) !== canonical(predicate.window as unknown as Json)) no(1, 'the package is of another post, version or window')
    if (packed.channels.map(({ channel }) => channel).join() !== predicate.channels.join()) no(1, 'the package is for other channels')
    if (packed.lines.some(({ supplier }) => supplier !== null && !(predicate.people as readonly string[]).includes(supplier))) no(2, 'the supplier of a line is not among the contributors')
    if (packed.parts.some(({ text }) => this.#raw.wordsStop(text))) no(11, 'the check stops its words')
    const spoken = packed.parts.filter(({ text }) => text.trim() !== '').map(({ kind, text }) => ({ kind, text }))
    for (const { channel, platform, account, requests } of packed.channels) {
      const bound = policy.channels[channel]
      const wanted = bound && [{ method: 'POST', host: bound.host, path: bound.path, body: canonical({ account: bound.account, parts: spoken }), holes: [] }]
      if (!bound || platform !== bound.platform || account !== bound.account || canonical(requests) !== canonical(wanted as Json)) no(16, 'the requests are not what its words give')
    }
    return broken
  }

  /** Invariants 1 to 10, as far as they are asked before a release. */
  #notCleared(post: string, n: number, now: Instant, before = n): readonly Broken[] {
    const broken: Broken[] = [], no = (invariant: number, how: string) => broken.push({ invariant, how })
    const standing = this.#onPost(post, n), submission = this.#submissionOf(standing)
    if (!submission) return [{ invariant: 1, how: 'no submission stands' }]
    const { predicate } = submission.statement, policies = this.#policiesSince(submission.index, n)
    if (predicate.channels.some(channel => policies.some(policy => policy.channels[channel] === undefined))) no(10, 'a policy since does not have the channel')
    if (!this.#acts(submission.index, n)) no(5, 'the author’s key was suspended before the submission')
    if (!this.#understands(predicate.person, predicate.understanding, this.#raw.entries[submission.index]!.said, n)) no(5, 'the author’s understanding does not count')
    if (standing.refusals.length > 0) no(6, 'a refusal stands')
    const seats = this.#seats(post, n, before)
    for (const layer of this.#layers(policies, predicate.channels)) {
      const filled = seats.filter(i => this.#statement<'sign-off'>(i).predicate.layer === layer.id)
      if (filled.length < layer.count || layer.rights.length === 0) no(9, `the layer ${layer.id} is open`)
    }
    if (seats.length === 0) no(9, 'nobody approved it')
    const latest = [this.#raw.entries[submission.index]!.said, ...seats.map(i => this.#raw.entries[i]!.said)].toSorted().at(-1)!
    const hours = Math.min(...policies.flatMap(policy => predicate.channels.map(channel => policy.routes[policy.channels[channel]?.route ?? '']?.clearanceHours ?? 0)))
    if (now > later(latest, hours * HOUR)) no(8, 'the clearance has run out')
    return broken
  }

  /** The approvals before an entry that fill places: the latest that fit, one a person, so many as the strictest policy asks (invariants 1, 2, 3, 4, 5, 9). */
  #seats(post: string, n: number, before: number): readonly number[] {
    const standing = this.#onPost(post, n), submission = this.#submissionOf(standing)
    if (!submission) return []
    const policies = this.#policiesSince(submission.index, n), { channels } = submission.statement.predicate
    const good = standing.approvals.toReversed().filter(i => i < before).filter(i => {
      const { predicate } = this.#statement<'sign-off'>(i)
      return this.#acts(i, n) && !standing.contributors.has(predicate.person) && this.#qualifies(predicate.person, predicate.layer, policies, channels, predicate.understanding, this.#raw.entries[i]!.said, n)
    })
    const seated: number[] = [], people = new Set<string>()
    for (const layer of this.#layers(policies, channels)) {
      for (const i of good) {
        const { predicate } = this.#statement<'sign-off'>(i)
        const filled = seated.filter(other => this.#statement<'sign-off'>(other).predicate.layer === layer.id).length
        if (predicate.layer === layer.id && filled < layer.count && !people.has(predicate.person)) {
          people.add(predicate.person)
          seated.push(i)
        }
      }
    }
    return seated
  }

  #layers(policies: readonly Policy[], channels: readonly string[]): readonly Layer[] {
    const asked = policies.flatMap(policy => channels.flatMap(channel => policy.routes[policy.channels[channel]?.route ?? '']?.layers ?? []))
    return [...new Set(asked.map(({ id }) => id))].map(id => {
      const same = asked.filter(layer => layer.id === id)
      return { id, count: Math.max(...same.map(({ count }) => count)), rights: same.map(({ rights }) => rights).reduce((all, rights) => all.filter(right => rights.includes(right))) }
    })
  }

  #layersNamed = (policy: Policy, channels: readonly string[], name: string): readonly Layer[] => this.#layers([policy], channels).filter(({ id }) => id === name)

  #qualifies(person: string, layer: string, policies: readonly Policy[], channels: readonly string[], understanding: number, at: Instant, n: number): boolean {
    const asking = policies.flatMap(policy => this.#layersNamed(policy, channels, layer).map(asked => ({ policy, asked })))
    return asking.length > 0 && asking.every(({ policy, asked }) => !this.#never(person, policy, n) && asked.rights.some(right => this.#understandsFor(person, policy, right, understanding, at, n)))
  }

  #mayObject = (person: string, layer: string, policies: readonly Policy[], channels: readonly string[], at: Instant, n: number): boolean =>
    policies.some(policy => this.#layersNamed(policy, channels, layer).some(asked => asked.rights.some(right => this.#rolesFor(person, policy, right, at, n).length > 0)))

  // People.

  /** Advisers, ministers and administrators approve nothing, by any enrolment that ever counted (invariants 4 and 18). */
  #never = (person: string, policy: Policy | undefined, n: number): boolean => {
    const enrolments = this.#everEnrolled(person, n)
    return enrolments.length === 0 || enrolments.some(({ capacity }) => capacity === 'special-adviser' || capacity === 'minister') || this.#administers(person, policy, n)
  }
  #isAdviser = (person: string, n: number): boolean => this.#everEnrolled(person, n).some(({ capacity }) => capacity === 'special-adviser' || capacity === 'minister')
  #administers = (person: string, policy: Policy | undefined, n: number): boolean => this.#everEnrolled(person, n).some(({ roles }) => roles.some(role => (policy?.roles[role]?.rights ?? []).includes('administer')))

  #everEnrolled = (person: string, n: number) =>
    this.#enrolments(n).filter(i => this.#statement<'enrol'>(i).predicate.person === person && this.#firstCounted(i, n) !== null).map(i => this.#statement<'enrol'>(i).predicate)

  /** The entry from which a key first counted, whatever came after. */
  #firstCounted(enrolment: number, n: number): number | null {
    return this.#keep(`ever ${enrolment} ${this.#peopleUpTo(n)}`, () => {
      for (let m = enrolment + 1; m <= n; m++) {
        const from = this.#isAboutPeople(m - 1) ? this.#from(enrolment, m, m) : null
        if (from !== null) return from
      }
      return null
    })
  }

  #rolesAt = (person: string, at: Instant, n: number): readonly string[] =>
    this.#enrolments(n).filter(i => this.#statement<'enrol'>(i).predicate.person === person && this.#keyCounts(i, at, n)).flatMap(i => this.#statement<'enrol'>(i).predicate.roles)

  #rolesFor(person: string, policy: Policy, right: string, at: Instant, n: number): readonly string[] {
    const open = right === 'supply' || right === 'comment'
    if (this.#everEnrolled(person, n).length === 0 || (!open && this.#isAdviser(person, n))) return []
    if (this.#administers(person, policy, n) && !['administer', 'supply', 'comment', 'pause'].includes(right)) return []
    return this.#rolesAt(person, at, n).filter(role => (policy.roles[role]?.rights ?? []).includes(right))
  }

  /** Whether the understanding at this entry was this person's, current then, and confirmed by a key that counts (invariant 5). */
  #understands = (person: string, entry: number, at: Instant, n: number): boolean => this.#understandingRoles(person, entry, at, n).length > 0
  #understandsFor = (person: string, policy: Policy, right: string, entry: number, at: Instant, n: number): boolean =>
    this.#understandingRoles(person, entry, at, n).some(role => this.#rolesFor(person, policy, right, at, n).includes(role))

  #understandingRoles(person: string, entry: number, at: Instant, n: number): readonly string[] {
    if (entry >= n || !this.#countsAt(entry) || this.#raw.entries[entry]!.said > at || !this.#binds(entry, n)) return []
    const said = this.#said[entry]!
    if (said.is !== 'statement') return []
    if (said.statement.kind === 'enrol') return this.#isFirst(entry) && said.statement.predicate.person === person && at < later(this.#raw.entries[entry]!.said, 365 * DAY) ? said.statement.predicate.roles : []
    if (said.statement.kind !== 'confirm' || at >= said.statement.predicate.until) return []
    const declared = this.#statement<'declare'>(said.statement.predicate.declaration).predicate
    return declared.person === person ? [declared.role] : []
  }

  #managerOf(person: string, n: number): string | null {
    const keys = this.#enrolments(n).filter(i => this.#statement<'enrol'>(i).predicate.person === person && this.#firstCounted(i, n) !== null)
    const last = keys.toSorted((a, b) => this.#firstCounted(a, n)! - this.#firstCounted(b, n)!).at(-1)
    return last === undefined ? null : this.#statement<'enrol'>(last).predicate.manager
  }

  // Keys (invariant 21).

  #enrolments = (n: number): readonly number[] => this.#keep(`enrolments ${this.#peopleUpTo(n)}`, () => this.#indexes(n, this.#isOf('enrol'), 'enrol'))
  #isFirst = (enrolment: number): boolean => this.#raw.first.some(({ credential }) => credential === this.#statement<'enrol'>(enrolment).predicate.credential)
  #isFirstPerson = (person: string): boolean => this.#raw.first.some(first => first.person === person)
  #enrolmentOf = (credential: Digest, n: number): number | undefined => this.#enrolments(n).find(i => this.#statement<'enrol'>(i).predicate.credential === credential)

  /** The entry from which a key counts, knowing the first `n` entries and looking at no vouch from `limit` on. */
  #from(enrolment: number, n: number, limit: number, without?: number): number | null {
    if (this.#isFirst(enrolment)) return enrolment
    return this.#keep(`from ${enrolment} ${this.#peopleUpTo(n)} ${this.#peopleUpTo(limit)} ${without}`, () => {
      const { predicate, subject } = this.#statement<'enrol'>(enrolment), vouchers: string[] = []
      for (const i of this.#indexes(Math.min(n, limit), this.#isOf('vouch'), 'vouch')) {
        const vouch = this.#statement<'vouch'>(i)
        if (vouch.subject.digest !== subject.digest || !this.#binds(i, n, i, without)) continue
        vouchers.push(vouch.predicate.person)
        const byFirst = vouchers.some(this.#isFirstPerson), led = predicate.manager === null ? byFirst : vouchers.includes(predicate.manager)
        if (new Set(vouchers).size >= 2 && led && (byFirst || this.#managerAgrees(enrolment, i, vouchers))) return i
      }
      return null
    })
  }

  /** A second key names no other line manager than the person's keys that counted before it, unless that manager is among its vouchers. */
  #managerAgrees(enrolment: number, at: number, vouchers: readonly string[]): boolean {
    const { person, manager } = this.#statement<'enrol'>(enrolment).predicate
    const own = this.#firstCounted(enrolment, at) ?? at
    const others = this.#enrolments(at).filter(i => i !== enrolment && this.#statement<'enrol'>(i).predicate.person === person && (this.#firstCounted(i, at) ?? own) < own)
    const last = others.toSorted((a, b) => this.#firstCounted(a, at)! - this.#firstCounted(b, at)!).at(-1)
    if (last === undefined) return true
    const known = this.#statement<'enrol'>(last).predicate.manager
    return known === manager || (known !== null && vouchers.includes(known))
  }

  /** Where a key's suspension stands: since when and by which entry, and the suspensions that are over. */
  #suspension(credential: Digest, n: number): { readonly since: Instant | null; readonly by: number; readonly over: readonly (readonly [Instant, Instant])[] } {
    return this.#keep(`suspension ${credential} ${this.#peopleUpTo(n)}`, () => {
      let since = null as Instant | null, by = -1, reinstated = new Set<string>()
      const over: (readonly [Instant, Instant])[] = []
      for (let i = 0; i < n; i++) {
        const said = this.#read(i)
        if (!this.#countsAt(i)) continue
        if (said.is === 'stop' && said.stop.act === 'suspend' && said.stop.credential === credential) {
          since = since !== null && since < said.stop.since ? since : said.stop.since
          by = i
          reinstated = new Set()
        } else if (said.is === 'statement' && said.statement.kind === 'reinstate' && since !== null && said.statement.predicate.suspended === by) {
          reinstated.add(said.statement.predicate.person)
          if (reinstated.size >= 2) {
            over.push([since, this.#raw.entries[i]!.said])
            since = null
          }
        }
      }
      return { since, by, over }
    })
  }

  #keyCounts(enrolment: number, at: Instant, n: number, without?: number): boolean {
    const { since, over } = this.#suspension(this.#statement<'enrol'>(enrolment).predicate.credential, n)
    return this.#from(enrolment, n, n, without) !== null && (since === null || at < since || enrolment === without) && !over.some(([from, until]) => from <= at && at < until)
  }

  /** Whether an act about a post counts, knowing the first `n` entries. */
  #acts(i: number, n: number): boolean {
    const said = this.#said[i] as Extract<Said, { is: 'statement' }>, at = this.#raw.entries[i]!.said
    return this.#binds(i, n) && !this.#suspension(said.credential, n).over.some(([from, until]) => from <= at && at < until)
  }

  /** What was lifted stands again once the key that lifted it was suspended, and needs lifting anew even when the key is reinstated. */
  #stillLifts(i: number, n: number): boolean {
    return this.#keep(`lifts ${i} ${this.#peopleUpTo(n)}`, () => {
      for (let m = i + 1; m <= n; m++) if (this.#isAboutPeople(m - 1) && !this.#acts(i, m)) return false
      return true
    })
  }

  /** Whether an act that binds people counts: a suspension that was lifted by two does not void it. */
  #binds(i: number, n: number, limit = n, without?: number): boolean {
    const said = this.#read(i) as Extract<Said, { is: 'statement' }>, enrolment = this.#enrolmentOf(said.credential, n)
    if (enrolment === undefined) return false
    const from = this.#from(enrolment, n, limit, without), { since } = this.#suspension(said.credential, n)
    return from !== null && from <= i && (since === null || this.#raw.entries[i]!.said < since || enrolment === without)
  }

  // Policy (invariants 9 and 10).

  #policyHistory(n: number): readonly { readonly digest: Digest; readonly document: Policy; readonly entry: number; readonly signers: readonly number[] }[] {
    const last = this.#indexes(n, this.#isOf('policy'), 'policy')
    return this.#keep(`policies ${last.length}`, () => {
      const history: { digest: Digest; document: Policy; entry: number; signers: number[] }[] = []
      let proposals: number[] = []
      for (const i of last) {
        const { subject, predicate } = this.#statement<'policy'>(i)
        const other = proposals.find(j => this.#statement<'policy'>(j).subject.digest === subject.digest && this.#statement<'policy'>(j).predicate.person !== predicate.person && this.#binds(j, i))
        if (other === undefined) proposals.push(i)
        else {
          history.push({ digest: subject.digest, document: this.#policyDocument(subject.digest)!, entry: i, signers: [other, i] })
          proposals = []
        }
      }
      return history
    })
  }
  #policy = (n: number) => this.#policyHistory(n).at(-1)
  #policiesSince = (submission: number, n: number): readonly Policy[] => {
    const history = this.#policyHistory(n), at = history.findLastIndex(({ entry }) => entry < submission)
    return history.slice(at).map(({ document }) => document)
  }
  #policyDocument(digest: Digest): Policy | undefined {
    const bytes = this.#raw.policies.get(digest)
    return bytes && digestOf(this.#raw.crypto, bytes) === digest ? parseCanonical(bytes) as unknown as Policy : undefined
  }

  // Posts.

  /** Where a post stands after the first `n` entries. */
  #onPost(post: string, n: number): OnPost {
    const own = this.#ofPost(post, n)
    return this.#keep(`post ${post} ${own.length} ${this.#peopleUpTo(n)} ${this.#lifts(n).length}`, () => {
      let submission: number | null = null, ended: OnPost['ended'] = null, approvals: number[] = [], refusals: number[] = []
      const contributors = new Set<string>()
      for (const i of own) {
        const said = this.#said[i]!
        if (said.is === 'stop') {
          const { stop } = said
          if (stop.act === 'contribute' || stop.act === 'edit') contributors.add(stop.person)
          if (stop.act === 'edit' && submission !== null && ended === null) ended = 'edited'
          if (stop.act === 'withdraw') ended = 'withdrawn'
          if (stop.act === 'return') ended = 'returned'
          if (stop.act === 'refuse') refusals.push(i)
        } else if (said.is === 'statement' && said.statement.kind === 'submit') {
          for (const person of said.statement.predicate.people) contributors.add(person)
          submission = i
          ended = null
          approvals = []
        } else if (said.is === 'statement' && said.statement.kind === 'sign-off') {
          const { decision } = said.statement.predicate
          if (decision === 'approve') approvals.push(i)
          if (decision === 'return') ended = 'returned'
          if (decision === 'refuse') refusals.push(i)
        }
      }
      refusals = refusals.filter(refusal => !this.#lifts(n).some(i => this.#statement<'lift'>(i).subject.name === 'refusal' && this.#statement<'lift'>(i).predicate.entry === refusal && this.#stillLifts(i, n)))
      return { submission, ended, contributors, approvals, refusals }
    })
  }
  #ofPost = (post: string, n: number): readonly number[] => this.#indexes(n, (said, i) => this.#raw.entries[i]!.post === post && (said.is === 'stop' || (said.is === 'statement' && 'post' in said.statement.predicate)), `of ${post}`)
  #lifts = (n: number): readonly number[] => this.#indexes(n, this.#isOf('lift'), 'lift')
  #releases = (post: string, n: number): readonly number[] => this.#indexes(n, (said, i) => said.is === 'statement' && said.statement.kind === 'release' && this.#raw.entries[i]!.post === post, `releases ${post}`)

  #submissionOf(standing: OnPost): { readonly index: number; readonly statement: SubmitStatement } | undefined {
    return standing.submission !== null && standing.ended === null ? { index: standing.submission, statement: this.#statement<'submit'>(standing.submission) } : undefined
  }

  #packed(digest: Digest): Packed | undefined {
    const bytes = this.#raw.packages.get(digest)
    if (!bytes || digestOf(this.#raw.crypto, bytes) !== digest) return undefined
    try {
      const packed = parseCanonical(bytes) as unknown as Packed
      return Object.keys(packed).toSorted().join() === PACKAGE_MEMBERS ? packed : undefined
    } catch {
      return undefined
    }
  }

  #receipts = (post: string, channel: string, n: number) =>
    this.#indexes(n, (said, i) => said.is === 'keeper' && said.event.kind === 'receipt' && this.#raw.entries[i]!.post === post, `receipts ${post}`)
      .map(i => (this.#said[i] as Extract<Said, { is: 'keeper' }>).event as Extract<KnownKeeperEvent, { kind: 'receipt' }>).filter(receipt => receipt.channel === channel)

  // Pauses (invariant 15).

  #pauses = (n: number): readonly number[] => this.#indexes(n, said => said.is === 'stop' && said.stop.act === 'pause', 'pause')
  #everLifted = (n: number): readonly { readonly pause: number; readonly lifted: number }[] =>
    this.#pauses(n).flatMap(pause => {
      const lifted = this.#lifts(n).findLast(i => this.#statement<'lift'>(i).subject.name === 'pause' && this.#statement<'lift'>(i).predicate.entry === pause && this.#stillLifts(i, n))
      return lifted === undefined ? [] : [{ pause, lifted }]
    })
  #runningPauses = (n: number): readonly number[] => this.#pauses(n).filter(pause => !this.#everLifted(n).some(lifted => lifted.pause === pause))

  // Entries: what each says, and whether it counted when it was taken in.

  #read(i: number): Said {
    return (this.#said[i] ??= this.#readEntry(this.#raw.entries[i]!))
  }
  #readEntry(entry: Entry): Said {
    try {
      if (entry.kind === 'keeper') return entry.via === 'keeper' ? { is: 'keeper', event: conformKeeperEvent(entry.keeper) } : { is: 'nothing' }
      if (entry.kind === 'stop') return { is: 'stop', stop: conformStop(entry.stop) }
      const { envelope } = entry, id = isDemoEnvelope(envelope) ? envelope.key : envelope.credential
      return { is: 'statement', statement: bytesToStatement(payloadOf(envelope)), envelope, credential: digestOf(this.#raw.crypto, base64urlToBytes(id)) }
    } catch {
      return { is: 'nothing' }
    }
  }
  #statement<Kind extends Statement['kind']>(i: number): StatementOf<Kind> {
    return (this.#read(i) as Extract<Said, { is: 'statement' }>).statement as StatementOf<Kind>
  }

  #isOf = (kind: Statement['kind']) => (said: Said): boolean => said.is === 'statement' && said.statement.kind === kind

  #indexes(n: number, want: (said: Said, i: number) => boolean, name?: string): readonly number[] {
    const list = name === undefined ? undefined : this.#keep<{ upTo: number; found: number[] }>(`list ${name}`, () => ({ upTo: 0, found: [] }))
    if (list) {
      for (; list.upTo < n; list.upTo++) if (this.#countsAt(list.upTo) && want(this.#read(list.upTo), list.upTo)) list.found.push(list.upTo)
      return list.found.at(-1)! < n || list.found.length === 0 ? list.found : list.found.filter(i => i < n)
    }
    const found: number[] = []
    for (let i = 0; i < n; i++) if (this.#countsAt(i) && want(this.#read(i), i)) found.push(i)
    return found
  }

  #isAboutPeople(i: number): boolean {
    const said = this.#read(i)
    return said.is === 'statement' ? ['enrol', 'vouch', 'reinstate'].includes(said.statement.kind) && this.#countsAt(i) : said.is === 'stop' && said.stop.act === 'suspend'
  }
  /** How many of the first `n` entries are about people's keys: between two of them nothing about keys changes. */
  #peopleUpTo(n: number): number {
    const upTo = this.#keep<number[]>('people up to', () => [0])
    while (upTo.length <= n) upTo.push(upTo.at(-1)! + (this.#isAboutPeople(upTo.length - 1) ? 1 : 0))
    return upTo[n]!
  }
  #keep<Value>(name: string, make: () => Value): Value {
    if (!this.#kept.has(name)) this.#kept.set(name, make())
    return this.#kept.get(name) as Value
  }

  /** Whether what an entry says counted when it was taken in. */
  counts = (i: number): boolean => this.#countsAt(i)

  /** Whether an entry counted when it was taken in, knowing only what came before it. */
  #countsAt(i: number): boolean {
    return (this.#counts[i] ??= this.#judge(i))
  }
  #judge(i: number): boolean {
    const said = this.#read(i), { post } = this.#raw.entries[i]!
    if (said.is === 'nothing') return false
    if (said.is === 'keeper') return true
    return said.is === 'stop' ? this.#stopCounts(i, said.stop, post) : this.#statementCounts(i, said)
  }

  #stopCounts(i: number, stop: KnownStop, post: string | null): boolean {
    if (stop.act === 'pause' || stop.act === 'add-person') return true
    if (stop.act === 'suspend') return this.#enrolmentOf(stop.credential, i) !== undefined
    if (post === null) return false
    if (this.#whollyOut(post, i)) return false
    if (stop.act === 'contribute' || stop.act === 'edit') return true
    const standing = this.#onPost(post, i)
    if (stop.act === 'withdraw') return standing.contributors.has(stop.person)
    return this.#objectionCounts(i, standing, stop.person, stop.layer)
  }

  /** A "no" needs the layer's role under any policy since the submission, and somebody who did not contribute (invariants 2 and 6). */
  #objectionCounts(i: number, standing: OnPost, person: string, layer: string): boolean {
    const submission = this.#submissionOf(standing)
    return submission !== undefined && !standing.contributors.has(person) && this.#mayObject(person, layer, this.#policiesSince(submission.index, i), submission.statement.predicate.channels, this.#raw.entries[i]!.said, i)
  }

  #statementCounts(i: number, { statement, envelope, credential }: Extract<Said, { is: 'statement' }>): boolean {
    if (!this.#belongsHere(i, statement, envelope)) return false
    if (statement.kind === 'enrol') return this.#enrolCounts(i, statement, envelope, credential)
    const without = statement.kind === 'reinstate' ? this.#enrolments(i).find(j => this.#statement<'enrol'>(j).subject.digest === statement.subject.digest) : undefined
    const enrolment = this.#enrolmentOf(credential, i)
    if (enrolment === undefined) return false
    const key = this.#statement<'enrol'>(enrolment).predicate
    if (key.person !== statement.predicate.person || statement.predicate.key !== enrolment || !this.#raw.signatureHolds(envelope, key.spki)) return false
    this.#spend(statement.predicate.nonce, i)
    return this.#keyCounts(enrolment, this.#raw.entries[i]!.said, i, without) && this.#meansSomething(i, statement, without)
  }

  /** The nonce is spent once the signature held, whatever comes of the rest. */
  #spend(nonce: string, i: number): void {
    this.#keep(`nonce ${nonce}`, () => i)
  }

  /** Invariants 12 and 23, and that a statement is not repeated, late, for another body, log, history or post. */
  #belongsHere(i: number, { predicate, demo, kind }: Statement, envelope: Envelope): boolean {
    const { said, post } = this.#raw.entries[i]!, demoLog = this.#raw.origin.endsWith('.demo.invalid'), body = this.#policy(i)?.document.organisation
    if (demo !== demoLog || (isDemoEnvelope(envelope) && !demoLog) || predicate.log.origin !== this.#raw.origin || (body !== undefined && body !== predicate.organisation)) return false
    if (this.#kept.has(`nonce ${predicate.nonce}`)) return false
    if (predicate.log.size > i || this.#raw.rootAt(predicate.log.size) !== predicate.log.root) return false
    const named = kind === 'lift' ? predicate.entry : kind === 'confirm' ? predicate.declaration : kind === 'reinstate' ? predicate.suspended : -1
    if (named >= predicate.log.size || said > predicate.expires || predicate.expires > later(said, 65 * MINUTE)) return false
    return !('post' in predicate) || predicate.post === post
  }

  #enrolCounts(i: number, { predicate, subject }: StatementOf<'enrol'>, envelope: Envelope, credential: Digest): boolean {
    if (!this.#raw.signatureHolds(envelope, predicate.spki)) return false
    this.#spend(predicate.nonce, i)
    if (predicate.key !== null || predicate.credential !== credential || subject.digest !== digestOf(this.#raw.crypto, base64urlToBytes(predicate.spki))) return false
    if (this.#enrolments(i).some(j => this.#statement<'enrol'>(j).predicate.credential === credential || this.#statement<'enrol'>(j).subject.digest === subject.digest)) return false
    return this.#raw.first.every(first => first.credential !== credential || (first.person === predicate.person && first.spki === predicate.spki))
  }

  #meansSomething(i: number, statement: Exclude<Statement, { kind: 'enrol' }>, without: number | undefined): boolean {
    const policy = this.#policy(i)?.document
    switch (statement.kind) {
      case 'vouch': return this.#vouchCounts(i, statement, policy)
      case 'policy': return this.#policyCounts(i, statement)
      case 'declare': return policy !== undefined && statement.subject.digest === policy.code.digest && this.#rolesAt(statement.predicate.person, this.#raw.entries[i]!.said, i).includes(statement.predicate.role)
      case 'confirm': return policy !== undefined && this.#confirmCounts(i, statement, policy)
      case 'reinstate': return policy !== undefined && without !== undefined && this.#reinstateCounts(i, statement, policy, without)
      case 'lift': return policy !== undefined && this.#liftCounts(i, statement, policy)
      case 'submit': return policy !== undefined && this.#submitCounts(i, statement, policy)
      case 'sign-off': return this.#signOffCounts(i, statement)
      case 'release': return policy !== undefined && this.#releaseCounts(i, statement, policy)
      case 'set-aside': return false
    }
  }

  /** Two enrolled people, roles included, neither an administrator nor an adviser nor the person (invariant 21). */
  #fitVoucher = (i: number, person: string, voucher: string, policy: Policy | undefined, without?: number): boolean =>
    voucher !== person && !this.#isAdviser(voucher, i) && !this.#administers(voucher, policy, i)
    && this.#enrolments(i).some(j => this.#statement<'enrol'>(j).predicate.person === voucher && this.#statement<'enrol'>(j).predicate.roles.length > 0 && this.#keyCounts(j, this.#raw.entries[i]!.said, i, without))

  #vouchCounts(i: number, { subject, predicate }: StatementOf<'vouch'>, policy: Policy | undefined): boolean {
    const enrolment = this.#enrolments(i).find(j => this.#statement<'enrol'>(j).subject.digest === subject.digest)
    if (enrolment === undefined || this.#from(enrolment, i, i) !== null) return false
    const said = this.#said[enrolment] as Extract<Said, { is: 'statement' }>
    if (predicate.of !== digestOf(this.#raw.crypto, payloadOf(said.envelope)) || (!policy && !this.#isFirstPerson(predicate.person))) return false
    const already = this.#indexes(i, this.#isOf('vouch'), 'vouch').some(j => this.#statement<'vouch'>(j).subject.digest === subject.digest && this.#statement<'vouch'>(j).predicate.person === predicate.person && this.#binds(j, i, j))
    return !already && this.#fitVoucher(i, this.#statement<'enrol'>(enrolment).predicate.person, predicate.person, policy)
  }

  #reinstateCounts(i: number, { predicate }: StatementOf<'reinstate'>, policy: Policy, enrolment: number): boolean {
    const { credential, person } = this.#statement<'enrol'>(enrolment).predicate, { since, by } = this.#suspension(credential, i)
    const already = this.#indexes(i, this.#isOf('reinstate'), 'reinstate').some(j => this.#statement<'reinstate'>(j).predicate.suspended === by && this.#statement<'reinstate'>(j).predicate.person === predicate.person)
    return since !== null && predicate.suspended === by && !already && this.#fitVoucher(i, person, predicate.person, policy, enrolment)
  }

  /** Two people, neither an administrator, neither concerned by the change (invariants 9 and 18); the very first policy by the first two. */
  #policyCounts(i: number, { subject, predicate }: StatementOf<'policy'>): boolean {
    const inForce = this.#policy(i), document = this.#policyDocument(subject.digest), { said } = this.#raw.entries[i]!
    if (predicate.replaces !== (inForce?.digest ?? null) || !document || document.organisation !== predicate.organisation) return false
    const own = (policy: Policy) => [...new Set(this.#rolesAt(predicate.person, said, i).flatMap(role => policy.roles[role]?.rights ?? []))].toSorted().join()
    const fit = inForce
      ? this.#rolesFor(predicate.person, inForce.document, 'change-policy', said, i).length > 0 && inForce.document.arbiters.includes(predicate.person) === document.arbiters.includes(predicate.person) && own(inForce.document) === own(document)
      : this.#isFirstPerson(predicate.person)
    const alike = this.#indexes(i, this.#isOf('policy'), 'policy').filter(j => j > (inForce?.entry ?? -1) && this.#statement<'policy'>(j).subject.digest === subject.digest && this.#binds(j, i))
    return fit && (alike.length === 0 || alike.some(j => this.#statement<'policy'>(j).predicate.person !== predicate.person))
  }

  #confirmCounts(i: number, { subject, predicate }: StatementOf<'confirm'>, policy: Policy): boolean {
    const at = predicate.declaration, { said } = this.#raw.entries[i]!
    if (!this.#countsAt(at)) return false
    const declared = this.#read(at)
    if (declared.is !== 'statement' || declared.statement.kind !== 'declare') return false
    const { person, role } = declared.statement.predicate
    const since = [...this.#indexes(i, this.#isOf('declare'), 'declare'), ...this.#indexes(i, this.#isOf('confirm'), 'confirm')].filter(j => {
      const one = this.#statement<'declare' | 'confirm'>(j)
      return one.kind === 'declare' ? one.predicate.person === person && one.predicate.role === role : one.predicate.declaration === at
    })
    if (since.some(j => j > at) || subject.digest !== digestOf(this.#raw.crypto, payloadOf(declared.envelope)) || declared.statement.subject.digest !== policy.code.digest) return false
    if (person === predicate.person || this.#isAdviser(predicate.person, i)) return false
    const manager = this.#managerOf(person, i)
    if (manager === null ? !this.#isFirstPerson(predicate.person) : manager !== predicate.person) return false
    return !this.#restsOn(predicate.person, person, i, []) && predicate.talked <= said && predicate.until > said && predicate.until <= later(said, policy.code.days * DAY)
  }
  #restsOn(person: string, other: string, i: number, seen: readonly string[]): boolean {
    const confirmers = this.#indexes(i, this.#isOf('confirm'), 'confirm').map(j => this.#statement<'confirm'>(j).predicate).filter(({ declaration }) => this.#statement<'declare'>(declaration).predicate.person === person)
    return confirmers.some(({ person: confirmer }) => confirmer === other || (!seen.includes(confirmer) && this.#restsOn(confirmer, other, i, [...seen, person])))
  }

  #liftCounts(i: number, { subject, predicate }: StatementOf<'lift'>, policy: Policy): boolean {
    if (this.#never(predicate.person, policy, i) || subject.digest !== digestOf(this.#raw.crypto, entryToLeaf(this.#raw.entries[predicate.entry]!))) return false
    if (subject.name === 'pause') return this.#runningPauses(i).includes(predicate.entry) && this.#rolesFor(predicate.person, policy, 'pause', this.#raw.entries[i]!.said, i).length > 0
    const post = this.#raw.entries[predicate.entry]!.post
    if (post === null) return false
    const standing = this.#onPost(post, i), said = this.#read(predicate.entry)
    if (!standing.refusals.includes(predicate.entry) || standing.contributors.has(predicate.person)) return false
    const refuser = said.is === 'stop' && said.stop.act === 'refuse' ? said.stop.person : said.is === 'statement' ? said.statement.predicate.person : undefined
    return refuser === predicate.person || policy.arbiters.includes(predicate.person)
  }

  #submitCounts(i: number, { predicate }: SubmitStatement, policy: Policy): boolean {
    const standing = this.#onPost(predicate.post, i), { said } = this.#raw.entries[i]!, before = standing.submission === null ? undefined : this.#statement<'submit'>(standing.submission)
    if (predicate.channels.some(channel => this.#gone(predicate.post, channel, i)) || (before?.predicate.channels ?? []).some(channel => this.#gone(predicate.post, channel, i))) return false
    if (standing.ended === 'withdrawn' || standing.refusals.length > 0 || (before && predicate.revision <= before.predicate.revision)) return false
    if (predicate.route !== this.#policy(i)!.digest || predicate.rulebook !== (policy as unknown as { rulebook: Digest }).rulebook || predicate.channels.length === 0 || predicate.channels.some(channel => policy.channels[channel] === undefined)) return false
    if (!predicate.people.includes(predicate.person) || [...standing.contributors].some(person => !(predicate.people as readonly string[]).includes(person)) || predicate.contributors !== this.#setDigest(predicate.people)) return false
    return this.#understandsFor(predicate.person, policy, 'write', predicate.understanding, said, i)
  }
  #gone = (post: string, channel: string, i: number): boolean => {
    const receipts = this.#receipts(post, channel, i), latest = receipts.toSorted((a, b) => a.attempt - b.attempt).at(-1)
    return receipts.some(({ outcome }) => outcome === 'sent') || (latest !== undefined && receipts.findLast(({ attempt }) => attempt === latest.attempt)!.outcome !== 'refused')
  }
  /** Once it is out everywhere, nothing changes who approved it. */
  #whollyOut(post: string, i: number): boolean {
    const { submission } = this.#onPost(post, i)
    return submission !== null && this.#statement<'submit'>(submission).predicate.channels.every(channel => this.#receipts(post, channel, i).some(({ outcome }) => outcome === 'sent'))
  }
  #setDigest = (persons: readonly string[]): Digest => digestOf(this.#raw.crypto, utf8('countersign contributors v1\n' + [...persons].toSorted().join('\n')))

  /** Invariant 1: over exactly the submission that stands. */
  #isOver({ subject, predicate }: StatementOf<'sign-off'> | StatementOf<'release'>, { statement }: { readonly statement: SubmitStatement }): boolean {
    const same = statement.predicate
    return subject.digest === statement.subject.digest && predicate.revision === same.revision && predicate.contributors === same.contributors && predicate.report === same.report && predicate.rulebook === same.rulebook
      && predicate.route === same.route && predicate.window.from === same.window.from && predicate.window.until === same.window.until
  }

  #signOffCounts(i: number, statement: StatementOf<'sign-off'>): boolean {
    const { predicate } = statement, standing = this.#onPost(predicate.post, i), submission = this.#submissionOf(standing)
    if (!submission || this.#whollyOut(predicate.post, i) || !this.#isOver(statement, submission)) return false
    if (predicate.decision !== 'approve') return this.#objectionCounts(i, standing, predicate.person, predicate.layer)
    if (standing.contributors.has(predicate.person)) return false
    const policies = this.#policiesSince(submission.index, i)
    if (policies.some(policy => this.#never(predicate.person, policy, i)) || !this.#qualifies(predicate.person, predicate.layer, policies, submission.statement.predicate.channels, predicate.understanding, this.#raw.entries[i]!.said, i)) return false
    return !standing.approvals.some(j => this.#statement<'sign-off'>(j).predicate.person === predicate.person && this.#acts(j, i))
  }

  /** Invariant 8: cleared at that moment, by somebody entitled who contributed nothing, for a time inside the window; 14: only an attempt that follows one looked at. */
  #releaseCounts(i: number, statement: StatementOf<'release'>, policy: Policy): boolean {
    const { predicate } = statement, standing = this.#onPost(predicate.post, i), submission = this.#submissionOf(standing), { said } = this.#raw.entries[i]!
    if (!submission || this.#whollyOut(predicate.post, i) || !this.#isOver(statement, submission) || this.#notCleared(predicate.post, i, said).length > 0 || standing.contributors.has(predicate.person)) return false
    if (!this.#understandsFor(predicate.person, policy, 'release', predicate.understanding, said, i)) return false
    if (predicate.at < predicate.window.from || predicate.at > predicate.window.until) return false
    const channels = predicate.attempts.map(({ channel }) => channel)
    if (new Set(channels).size < channels.length) return false
    return predicate.attempts.every(({ channel, attempt }) => {
      const receipts = this.#receipts(predicate.post, channel, i), highest = Math.max(-1, ...receipts.map(receipt => receipt.attempt))
      return submission.statement.predicate.channels.includes(channel) && highest >= 0 && attempt === highest + 1 && receipts.every(({ outcome }) => outcome !== 'sent')
    })
  }
}
