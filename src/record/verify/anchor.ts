// What a verification starts from: the trust file, or, where none was named, what the record itself claims at its beginning.
import { base64urlToBytes, sameBytes, utf8 } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import { isDemoEnvelope, type Envelope } from '../../core/dsse.ts'
import type { PersonId } from '../../core/id.ts'
import type { StatementOf } from '../../core/statement.ts'
import { isDemoOrigin, type TrustFile } from '../trust-file.ts'
import { readClientData, type SigningPlace } from './assertion.ts'

/** `first` answers whether an enrolment is one of the two that need no voucher; `not-as-pinned` when it takes the name of one that it is not. */
export interface Anchor {
  readonly origin: string
  readonly demo: boolean
  readonly place: (envelope: Envelope) => SigningPlace
  readonly first: (enrolment: StatementOf<'enrol'>) => boolean | 'not-as-pinned'
}

export function trustedAnchor(trust: TrustFile): Anchor {
  return {
    origin: trust.origin,
    demo: isDemoOrigin(trust.origin),
    place: () => trust,
    first({ predicate }) {
      const pinned = trust.first.find(key => key.credential === predicate.credential)
      if (!pinned) return false
      return pinned.person === predicate.person && pinned.spki === predicate.spki ? true : 'not-as-pinned'
    },
  }
}

/** Takes the record's own word: the first two persons enrolled are the first, and passkeys sign where the first of them did. Nothing is shown by it but that the record agrees with itself. */
export function claimedAnchor(crypto: Crypto, origin: string): Anchor {
  const persons = new Set<PersonId>()
  let place: SigningPlace | undefined
  return {
    origin,
    demo: isDemoOrigin(origin),
    place: envelope => (place ??= placeClaimedBy(crypto, envelope)) ?? { signingOrigin: '', rpId: '' },
    first({ predicate }) {
      if (persons.size >= 2 || persons.has(predicate.person)) return false
      persons.add(predicate.person)
      return true
    },
  }
}

/** The origin that the browser wrote down, and the host in or above it whose hash the authenticator wrote down. */
function placeClaimedBy(crypto: Crypto, envelope: Envelope): SigningPlace | undefined {
  if (isDemoEnvelope(envelope)) return undefined
  const signingOrigin = readClientData(base64urlToBytes(envelope.clientData))?.['origin']
  if (typeof signingOrigin !== 'string') return undefined
  const hash = base64urlToBytes(envelope.authData).subarray(0, 32)
  const labels = signingOrigin.replace(/^https?:\/\//, '').replace(/:\d+$/, '').slice(0, 253).split('.')
  const rpId = labels.map((_, i) => labels.slice(i).join('.')).find(host => host.isWellFormed() && sameBytes(crypto.sha256(utf8(host)), hash))
  return rpId === undefined ? undefined : { signingOrigin, rpId }
}
