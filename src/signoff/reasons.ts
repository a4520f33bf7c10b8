// Why a submission or a signature does not count, and why a post is not cleared, in sentences that say what to do.
import { worded, type Reasons } from '../core/reason.ts'

export const reasons = {
  FINDING_BLOCKS: { status: 422, says: facts => `You cannot send this yet. “${worded(facts, 'words', 'A phrase')}” in ${worded(facts, 'where', 'this post')} ${worded(facts, 'says', 'breaks a rule')} (rule ${worded(facts, 'rule', 'unknown')}). Change the words, or ask a propriety officer to set the finding aside.` },
  FINDING_UNANSWERED: { status: 422, says: facts => `It cannot be sent yet: “${worded(facts, 'words', 'a phrase')}” in ${worded(facts, 'where', 'this post')} ${worded(facts, 'says', 'needs an answer')} (rule ${worded(facts, 'rule', 'unknown')}). Change the words.` },
  TOO_LONG_TO_CHECK: { status: 422, says: () => 'This post is too long to be checked, so it is held. Make it shorter, or write it as several posts.' },
  NEVER_SUBMITTED: { status: 409, says: () => 'It has not been sent for sign-off. Open it, put right what stands in its way, and send it.' },
  OUTDATED: { status: 409, says: () => 'The words moved after they were sent for sign-off, so what was signed no longer counts. Send it for sign-off again; nothing needs to be typed again.' },
  VERSION_NOT_NEW: { status: 409, says: () => 'A newer version was sent for sign-off already. Open the post to see it.' },
  OTHER_RULES: { status: 409, says: () => 'The rules or the route changed while this was being sent. Check it under the new ones and send it again.' },
  CONTRIBUTORS_DIFFER: { status: 409, says: () => 'The submission does not name everybody who wrote part of this post. Load the page again and send it again.' },
  CHANNEL_CLOSED: { status: 409, says: () => 'A channel that it was to go to was closed meanwhile. Choose again where it goes to, and send it for sign-off again.' },
  LAYER_OPEN: { status: 409, says: facts => `Not everybody has signed. It still waits for ${worded(facts, 'layers', 'a layer').toLowerCase().replace(' or ', ' and ')}. Open the post to see who can sign.` },
  LAYER_NOT_ASKED: { status: 409, says: () => 'The route of this post does not ask for that layer. Open the post to see for whom it waits.' },
  NOT_UNDERSTOOD: { status: 403, says: () => 'No confirmed understanding of the Code, in the role that this needs, counts for the moment of the act. Renew the declaration, have it confirmed, and do it again.' },
  SIGNER_SUSPENDED: { status: 409, says: facts => `It cannot go out. The key of ${worded(facts, 'person')} was suspended from before the signature on, so that signature does not count. A colleague must sign in their place.` },
} as const satisfies Reasons
