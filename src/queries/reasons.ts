// Why a question has no answer, and why a post waits: in sentences that say where to look or who can do something about it.
import { worded, type Reasons } from '../core/reason.ts'

export const reasons = {
  ENTRY_NOT_THERE: { status: 422, says: () => 'The record has no such entry yet. Look at the newest ones on the Record page.' },
  VERSION_NOT_THERE: { status: 422, says: () => 'There is no such version of this post. Open the post to see which there are.' },
  WAITS_FOR_AUTHOR: { status: 409, says: facts => `It is back with ${worded(facts, 'author')}. ${worded(facts, 'person')} returned it${facts['when'] ? ` ${worded(facts, 'when')}` : ''}.` },
  SIGNATURES_LAPSED: { status: 409, says: facts => `${worded(facts, 'person')} changed it after it was sent for sign-off.${facts['lost'] ? ` So ${worded(facts, 'lost')}.` : ''}` },
  WAITS_FOR_ONE: { status: 409, says: facts => `It is waiting for ${worded(facts, 'layer')}. ${worded(facts, 'who')} is the only person who can do it now.` },
  WAITS_FOR_ANY: { status: 409, says: facts => `It is waiting for ${worded(facts, 'layer')}. ${worded(facts, 'who')}.` },
  WAITS_FOR_NOBODY: { status: 409, says: facts => `It is waiting for ${worded(facts, 'layer')}, and nobody can do it.` },
  WAITS_FOR_RELEASE: { status: 409, says: facts => (facts['who'] ? `Everyone has signed. It is waiting for ${worded(facts, 'who')} to release it.` : 'Everyone has signed, and nobody can release it.') },
  SENT_UNKNOWN: { status: 409, says: facts => `We do not know whether it went out on ${worded(facts, 'where', 'the channel')}.` },
  SEND_REFUSED: { status: 409, says: facts => `${worded(facts, 'where', 'The channel')} refused it at ${worded(facts, 'at', 'the last attempt')}. It has not gone out there.` },
} as const satisfies Reasons

/** The sentence of one of these codes, over facts that are words already. */
export const says = (code: keyof typeof reasons, facts: Parameters<(typeof reasons)[typeof code]['says']>[0] = {}): string => (reasons[code].says as (facts: object) => string)(facts)
