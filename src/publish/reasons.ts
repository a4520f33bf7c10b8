// Why a cleared post does not go out now, in sentences that say what to do.
import { worded, type Reasons } from '../core/reason.ts'

export const reasons = {
  NOT_RELEASED: { status: 409, says: () => 'Everyone has signed, and nobody has released it since. Somebody who may release on this channel can; nothing goes out by itself.' },
  MISSED_IN_PAUSE: { status: 409, says: () => 'It was due while everything was paused, and it has not gone out. Release it again, or, if its window is over, choose a new time and send it for sign-off again.' },
  NOT_YET: { status: 409, says: () => 'It is released and goes out at its time. Everything is checked again at that moment.' },
  ALREADY_DONE: { status: 409, says: () => 'Nothing is left to send: each channel has had it, or was tried. Open the post to see what came of it, and release it again where it did not go out.' },
  ATTEMPT_NOT_NEXT: { status: 409, says: () => 'This release asks for another attempt than the next one. Look on the channel whether it went out, open the post again, and release it from there.' },
  PACKAGE_DIFFERS: { status: 409, says: () => 'What is kept is not what was signed, so it does not go out. Tell whoever runs this service, and send the post for sign-off again.' },
  PACKAGE_UNREADABLE: { status: 409, says: () => 'What was signed cannot be read as a post, so it does not go out. Send the post for sign-off again.' },
  SUPPLIER_NOT_NAMED: { status: 409, says: () => 'Somebody supplied a line in it and is not named among those who wrote it. Send it for sign-off again; the supplier then counts as a contributor.' },
  CHECK_BLOCKS: { status: 409, says: facts => `The check, run again before sending, blocks it by ${worded(facts, 'rules', 'a rule in force')}. Open the post, change the words that are marked, and send it for sign-off again.` },
  CHECK_UNANSWERED: { status: 409, says: facts => `The check, run again before sending, finds what nobody has answered, by ${worded(facts, 'rules', 'a rule in force')}. Open the post, change the words that are marked, and send it for sign-off again.` },
  REPORT_DIFFERS: { status: 409, says: () => 'The check gives another report now than the one that was signed. Send the post for sign-off again, so that everybody sees the new one.' },
  CHANNEL_NOT_CONNECTED: { status: 409, says: facts => `The keeper has no credential for ${worded(facts, 'channel', 'this channel')}. Whoever runs this service connects it with "countersign channel connect"; the post then goes out by itself, inside its window.` },
  CREDENTIAL_OF_ANOTHER_HOST: { status: 409, says: () => 'The channel’s address is not the one that its credential was connected for, so nothing is sent there. Whoever runs this service connects the channel again, or two people set its address back.' },
  PLATFORM_AWAY: { status: 409, says: () => 'The platform cannot be reached, and nothing was sent. It is tried again by itself, inside the post’s window.' },
  CANNOT_DECIDE: { status: 409, says: () => 'The keeper failed while it judged this post, so it does not go out. Tell whoever runs this service: the keeper’s own lines say more.' },
} as const satisfies Reasons
