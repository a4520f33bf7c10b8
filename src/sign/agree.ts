// Holds a statement against what the page shows, member by member: whatever differs, nothing is signed. Pure, so that the same code runs in the page and in its tests.
import { base64urlToBytes } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { commitmentOf, digestOf, type Digest } from '../core/digest.ts'
import { DAY, HOUR, later, MINUTE, type Instant } from '../core/instant.ts'
import { bytesToStatement, DEMO_ORIGIN, type OnPackage, type Predicates, type Statement, type StatementOf } from '../core/statement.ts'
import { bytesToPackage, rendersFromItsWords, type Package } from '../draft/package.ts'
import { contributorsDigest } from '../signoff/post-standing.ts'
import type { Carried, Opened, Shown, ShownKey, ShownPackage, ShownPerson, Typed } from './carried.ts'

/** The package that the page shows: hashed, read strictly and rendered again. Nothing when its bytes are not what the page says they are. */
export function packageShown(crypto: Crypto, shown: ShownPackage): Package | undefined {
  const bytes = base64urlToBytes(shown.bytes)
  if (digestOf(crypto, bytes) !== shown.digest) return undefined
  try {
    const packed = bytesToPackage(bytes)
    return packed.post === shown.post && rendersFromItsWords(packed, shown.channels) ? packed : undefined
  } catch {
    return undefined
  }
}

/** The enrolment that is vouched for, read from its own bytes. Nothing when they are not what the page says they are, or name somebody else. */
export function enrolmentShown(crypto: Crypto, shown: ShownKey): StatementOf<'enrol'> | undefined {
  const bytes = base64urlToBytes(shown.enrolment)
  try {
    const statement = bytesToStatement(bytes)
    const same = statement.kind === 'enrol' && digestOf(crypto, bytes) === shown.statement && statement.subject.digest === shown.digest && statement.predicate.name === commitmentOf(crypto, 'name', shown.nameSalt, shown.name)
    return same ? statement : undefined
  } catch {
    return undefined
  }
}

export interface AgreeGiven { readonly crypto: Crypto; readonly carried: Carried; readonly statement: Statement; readonly typed: Typed; readonly opened: readonly Opened[]; readonly now: Instant }

/** The name of the first member that is not what the page shows or the person chose; nothing when all agree. */
export function differing(given: AgreeGiven): string | undefined {
  const { carried, statement: { predicate, demo, kind }, typed } = given
  const wrong = firstWrong({
    kind: kind === kindOf(typed.act), demo: demo === carried.origin.endsWith(DEMO_ORIGIN), organisation: predicate.organisation === carried.organisation, person: predicate.person === carried.person,
    key: predicate.key === (typed.key?.entry ?? null), origin: predicate.log.origin === carried.origin, expires: given.now < predicate.expires && predicate.expires <= later(given.now, HOUR + 2 * MINUTE),
  })
  return wrong ?? differingIn(given, carried.shown)
}

const kindOf = (act: Typed['act']): Statement['kind'] => (act === 'approve' || act === 'return' || act === 'refuse' ? 'sign-off' : act)

function firstWrong(holds: { readonly [member: string]: boolean }): string | undefined {
  return Object.keys(holds).find(member => !holds[member])
}

function differingIn(given: AgreeGiven, shown: Shown): string | undefined {
  const { statement: { subject, predicate }, crypto, typed } = given
  switch (shown.of) {
    case 'package':
      return differingOnPackage(given, shown)
    case 'refusal':
      return firstWrong({ subject: subject.name === 'refusal' && subject.digest === shown.digest, entry: (predicate as Predicates['lift']).entry === shown.entry })
    case 'code':
      return firstWrong({ code: digestOf(crypto, base64urlToBytes(shown.bytes)) === shown.digest, subject: subject.name === 'code' && subject.digest === shown.digest, role: (predicate as Predicates['declare']).role === shown.role })
    case 'declaration': {
      const said = predicate as Predicates['confirm']
      return firstWrong({ noted: commitmentOf(crypto, shown.opened.field, shown.opened.salt, shown.opened.value) === shown.note, subject: subject.digest === shown.digest, declaration: said.declaration === shown.entry, talked: said.talked === shown.talked, note: said.note === shown.note, until: said.until <= later(given.now, shown.days * DAY + MINUTE) })
    }
    case 'key':
      return firstWrong({ enrolment: enrolmentShown(crypto, shown) !== undefined, subject: subject.name === 'key' && subject.digest === shown.digest, of: (predicate as Predicates['vouch']).of === shown.statement })
    case 'policy':
      return firstWrong({ policy: digestOf(crypto, base64urlToBytes(shown.bytes)) === shown.digest, subject: subject.name === 'policy' && subject.digest === shown.digest, replaces: (predicate as Predicates['policy']).replaces === shown.replaces })
    case 'person':
      return differingInEnrolment(given.statement as StatementOf<'enrol'>, shown, typed, crypto)
  }
}

function differingInEnrolment({ subject, predicate }: StatementOf<'enrol'>, shown: ShownPerson, { enrolled }: Typed, crypto: Crypto): string | undefined {
  return firstWrong({
    spki: enrolled !== undefined && predicate.spki === enrolled.spki && subject.digest === digestOf(crypto, base64urlToBytes(predicate.spki)), credential: predicate.credential === enrolled?.credential, proof: predicate.proof === (enrolled?.proof ?? null),
    capacity: predicate.capacity === shown.capacity, roles: predicate.roles.join() === shown.roles.join(), manager: predicate.manager === shown.manager, name: predicate.name === commitmentOf(crypto, 'name', shown.nameSalt, shown.name),
  })
}

function differingOnPackage(given: AgreeGiven, shown: ShownPackage): string | undefined {
  const { statement, crypto } = given, packed = packageShown(crypto, shown)
  if (!packed) return 'package'
  const said = statement.predicate as OnPackage & { readonly people?: readonly string[]; readonly channels?: readonly string[] }
  const wrong = firstWrong({
    subject: statement.subject.name === 'package' && statement.subject.digest === shown.digest, post: said.post === shown.post, revision: said.revision === packed.revision,
    window: said.window.from === packed.window.from && said.window.until === packed.window.until, contributors: said.contributors === contributorsDigest(crypto, shown.contributors),
    report: said.report === shown.report, rulebook: said.rulebook === shown.rulebook, route: said.route === shown.route,
  })
  if (wrong) return wrong
  switch (statement.kind) {
    case 'submit':
      return firstWrong({ people: statement.predicate.people.join() === [...shown.contributors].toSorted().join(), channels: statement.predicate.channels.join() === packed.channels.map(({ channel }) => channel).join() })
    case 'sign-off':
      return differingInSignOff(statement, shown, given)
    case 'release':
      return firstWrong({ at: releaseMoment(statement.predicate.at, packed, given), attempts: JSON.stringify(statement.predicate.attempts) === JSON.stringify(shown.attempts) })
    default:
      return 'kind'
  }
}

function differingInSignOff({ predicate }: StatementOf<'sign-off'>, shown: ShownPackage, { typed, opened, crypto }: AgreeGiven): string | undefined {
  return firstWrong({
    decision: predicate.decision === typed.act, layer: predicate.layer === shown.layer, remark: remarkAgrees(predicate.remark, typed.remark, opened, crypto),
    setAside: predicate.setAside.length === 0, lines: predicate.lines.length === 0, answers: predicate.answers.length === 0,
  })
}

/** The commitment must open to exactly what was typed; where nothing was typed there is none. */
function remarkAgrees(commitment: Digest | null, typed: string | undefined, opened: readonly Opened[], crypto: Crypto): boolean {
  const words = typed?.trim() ?? ''
  if (words === '') return commitment === null
  return opened.some(({ field, salt, value }) => field === 'remark' && value === words && commitmentOf(crypto, field, salt, value) === commitment)
}

/** The moment that was chosen; without one it is now, or the beginning of a window that is still to come. */
function releaseMoment(at: Instant, packed: Package, { typed, now }: AgreeGiven): boolean {
  if (typed.at !== undefined) return at === typed.at
  const soonest = packed.window.from > now ? packed.window.from : later(now, -2 * MINUTE)
  return soonest <= at && at <= later(now > packed.window.from ? now : packed.window.from, 2 * MINUTE)
}
