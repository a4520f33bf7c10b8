// Why a key, a vouch or an understanding does not count, in sentences that say what to do. The facts are names by the time they are read here.
import { worded, type Reasons } from '../core/reason.ts'

export const reasons = {
  KEY_NOT_ITS_OWN: { status: 422, says: () => 'This enrolment names another key than the one that signed it. Make the key again on the signing page.' },
  KEY_KNOWN: { status: 409, says: () => 'This key is in the record already. Use it as it is, or make a new one.' },
  KEY_PINNED_OTHERWISE: { status: 403, says: () => 'The trust file gives this key to somebody else, or names another key here. Whoever set this service up can compare the trust file with the key.' },
  KEY_UNKNOWN: { status: 403, says: () => 'The record has no such key. Add it on your own page; two colleagues then vouch for it.' },
  VOUCH_FOR_ONESELF: { status: 403, says: () => 'Nobody vouches for a key of their own, or reinstates it. Ask your line manager and a colleague.' },
  VOUCHED_ALREADY: { status: 409, says: () => 'You have done your part for this key. Somebody else must do the same.' },
  VOUCHER_NOT_ENTITLED: { status: 403, says: () => 'Administrators, and people without a role of their own, cannot vouch for a key or reinstate one. Ask the line manager and a colleague of the person.' },
  NOT_SUSPENDED: { status: 409, says: () => 'This key is not suspended by that entry. Open the person’s page to see where the key stands.' },
  CODE_NOT_IN_FORCE: { status: 409, says: () => 'There is a newer version of the Code. Read it and make your declaration again.' },
  CONFIRMED_TOO_LONG: { status: 422, says: facts => `A confirmation follows the talk, begins now and lasts at most ${worded(facts, 'days', '365')} days. Choose the dates again.` },
  SELF_CONFIRM: { status: 403, says: facts => `Nobody confirms themselves. ${worded(facts, 'manager', 'Your manager')} confirms your understanding.` },
  NOT_THEIR_MANAGER: { status: 403, says: facts => `You are not the line manager of ${worded(facts, 'person')}. ${worded(facts, 'manager', 'One of the two people whom the trust file names')} confirms this understanding.` },
  RING_CONFIRM: { status: 403, says: facts => `Your own understanding rests on ${worded(facts, 'person')}, so you cannot confirm theirs. Somebody senior to you both must.` },
} as const satisfies Reasons
