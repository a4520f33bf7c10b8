// Why an entry of the record does not count, in sentences that say what to do; and the table of every reason that folding the record can give.
import { worded, type Reasons } from '../core/reason.ts'
import { reasons as peopleReasons } from '../people/reasons.ts'
import { reasons as publishReasons } from '../publish/reasons.ts'
import { reasons as recordReasons } from '../record/reasons.ts'
import { reasons as signoffReasons } from '../signoff/reasons.ts'

export const reasons = {
  FORM: { status: 422, says: facts => `What was handed in has no form that is known here: ${worded(facts, 'wrong', 'it cannot be read')}. Load the page again and do it again.` },
  NO_POST: { status: 422, says: () => 'This says nothing about which post it means. Open the post and do it from there.' },
  NOT_THE_KEEPER: { status: 403, says: () => 'Only the keeper writes what came of a send. This was handed in by somebody else and changes nothing; tell whoever runs this service.' },
  OTHER_KIND: { status: 422, says: () => 'A signature from a demonstration does not count here, nor a real one in a demonstration. Open the post here and sign it here.' },
  DEMO_KEY: { status: 403, says: () => 'Demo keys count in a demonstration alone. Sign with your passkey.' },
  OTHER_BODY: { status: 422, says: () => 'This was signed for another organisation. Open it here and sign it here.' },
  OTHER_LOG: { status: 422, says: () => 'This was signed for another record. Open it here and sign it here.' },
  OTHER_HISTORY: { status: 409, says: () => 'The page that was signed showed another state of the record than there ever was. Load the page again and sign again; if it happens twice, tell whoever runs this service.' },
  OTHER_POST: { status: 422, says: () => 'This signature is about another post. Open the post that you mean and sign there.' },
  REPEATED: { status: 409, says: () => 'This signature was handed in before. Open the page again and sign again, if it is still needed.' },
  EXPIRES_TOO_LATE: { status: 422, says: () => 'This statement gives itself more than an hour. Open the page again and sign there.' },
  KEY_OF_ANOTHER: { status: 403, says: () => 'This key belongs to somebody else than the person named, or to another enrolment. Sign with your own.' },
  KEY_NOT_VOUCHED: { status: 403, says: () => 'This key does not count yet. Your line manager and a colleague must vouch for it.' },
  KEY_SUSPENDED: { status: 403, says: () => 'This key is suspended, so what it signs does not count. Use another one, or ask two colleagues to reinstate it.' },
  SET_ASIDE_NOT_ASKED: { status: 409, says: () => 'The author has not asked for a finding in this version to be set aside. Return the post with a remark instead.' },
  POLICY_MOVED: { status: 409, says: () => 'The policy changed while this change was being proposed. Look at what is in force now, and propose it again.' },
  POLICY_SIGNER_SUSPENDED: { status: 409, says: () => 'Nothing goes out now: a key that signed the policy in force was suspended from before that on. Two people must sign the policy again, or reinstate the key.' },
  SECOND_PERSON: { status: 403, says: () => 'You proposed this change, so somebody else must approve it.' },
  CONCERNS_YOU: { status: 403, says: () => 'This change concerns your own rights, so you cannot approve it. Ask two colleagues whom it does not concern.' },
} as const satisfies Reasons

/** Every reason of people, signing off, publishing and the record together; what commands share with them stands with the commands. */
export const reasonsOfTheRecord: Reasons = { ...peopleReasons, ...signoffReasons, ...publishReasons, ...recordReasons, ...reasons }
