// Why a command was not run, in sentences that say what to do. The facts are names and times by the time they are read here.
import { worded, type Reasons } from '../core/reason.ts'
import type { Facts } from '../core/result.ts'

/** Who could do it instead, where the asker has found out: "Ben Folio or Dora Galley can." */
const othersCan = (facts: Facts): string => (facts['can'] ? ` ${worded(facts, 'can')} can.` : '')

/** "the second pair of eyes or the press office" */
const theLayers = ({ layers }: Facts): string => (Array.isArray(layers) && layers.length > 0 ? worded({ layers: layers.map(title => `the ${String(title).toLowerCase()}`) }, 'layers') : 'somebody else')

const RIGHTS: { readonly [right: string]: string } = {
  write: 'write posts', release: 'release posts', administer: 'add people', 'change-policy': 'change the policy', pause: 'pause posting', supply: 'supply lines', comment: 'comment',
}

export const reasons = {
  INPUT_WRONG: { status: 422, says: () => 'Something on this page was not filled in as it should be. Look at each box and try again; what you typed is still there.' },
  NO_POLICY: { status: 409, says: () => 'No policy is in force yet, so nothing can be written or signed. The first two people approve the starter policy on the Settings page.' },
  POST_NOT_THERE: { status: 422, says: () => 'There is no such post. Look for it on the Posts page.' },
  PERSON_UNKNOWN: { status: 403, says: () => 'This person is not known here. Ask an administrator to add them first.' },
  KEY_MISSING: { status: 403, says: () => 'You have no signing key yet, so you cannot write, sign or release. Make one on your own page; two colleagues then vouch for it.' },
  RIGHT_MISSING: { status: 403, says: facts => `You may not ${RIGHTS[worded(facts, 'right', '')] ?? 'do this'} here.${othersCan(facts)} Roles are given when two colleagues vouch for a key.` },
  ADVISER_CANNOT_WRITE: { status: 403, says: () => 'Special advisers and ministers can supply lines and comment. They cannot write posts. Give your words to a press officer.' },
  ADVISER_CANNOT_SIGN: { status: 403, says: () => 'Special advisers and ministers can supply lines and comment. They cannot approve, set findings aside or release. Tell the press office what you think of it.' },
  ADMINISTRATOR_CANNOT_SIGN: { status: 403, says: facts => `Administrators look after people and settings. They cannot write, approve or release.${othersCan(facts)}` },
  UNDERSTANDING_MISSING: { status: 403, says: facts => `You cannot do this yet. Nobody has confirmed that you understand the Code as ${role(facts)}. Read it and make the declaration; ${worded(facts, 'manager', 'somebody whom the trust file names')} then confirms it.` },
  UNDERSTANDING_WAITS: { status: 403, says: facts => `You cannot do this yet. You made your declaration as ${role(facts)} at ${worded(facts, 'at', 'an earlier time')}, and ${worded(facts, 'manager', 'somebody whom the trust file names')} has not confirmed it. Ask for a talk.` },
  UNDERSTANDING_RAN_OUT: { status: 403, says: facts => `Your Code declaration as ${role(facts)} expired on ${worded(facts, 'until', 'an earlier day')}. Renew it now; it takes about 10 minutes. Your draft is safe.` },
  SIGNER_WROTE_IT: { status: 403, says: facts => `You wrote part of this post, so you cannot sign it.${othersCan(facts) || ' Ask a colleague who did not write it.'}` },
  SIGNER_ALREADY_SIGNED: { status: 403, says: facts => `You signed this post already: ${worded(facts, 'layer', 'one layer').toLowerCase()}. One person cannot fill two layers.${othersCan(facts)}` },
  NOT_YOUR_LAYER: { status: 403, says: facts => `This is waiting for ${theLayers(facts)}. You do not sign for that on this channel.${othersCan(facts)}` },
  OWN_POST_REFUSAL: { status: 403, says: () => 'You wrote this, so you cannot return or refuse it. You can withdraw it.' },
  REFUSED_STANDS: { status: 409, says: facts => `${worded(facts, 'person')} refused this${facts['remark'] ? `: “${worded(facts, 'remark')}”` : ''}. Only ${worded(facts, 'person')} or ${worded(facts, 'arbiters', 'an arbiter')} can lift that.` },
  NOTHING_TO_LIFT: { status: 409, says: () => 'There is no refusal to lift any more. Open the post to see where it stands.' },
  NOTHING_TO_SIGN: { status: 409, says: facts => `Nothing waits to be signed: ${worded(facts, 'author', 'the author')} has not sent this post for sign-off, or it was changed since. Open the post to see where it stands.` },
  NOT_YOUR_POST: { status: 403, says: () => 'You wrote no part of this post, so you cannot withdraw it. You can return or refuse it where you may sign it.' },
  WITHDRAWN: { status: 409, says: () => 'This post was withdrawn, so it cannot be changed, signed or sent. Write a new one.' },
  GONE_OUT: { status: 409, says: () => 'This post has gone out, so it cannot be changed, signed or withdrawn. Open it to see where it is live.' },
  SENT_ALREADY: { status: 409, says: () => 'This was sent for sign-off already, and nothing has changed since. Open the post to see for whom it waits.' },
  STALE_SAVE: { status: 409, says: facts => `${worded(facts, 'person')} changed the same words${facts['at'] ? ` at ${worded(facts, 'at')}` : ''}. Both texts are below, and nothing is lost. Keep yours, keep theirs, or put them together.` },
  CHANNEL_UNKNOWN: { status: 422, says: () => 'One of the channels is not known any more. Choose again where it goes to.' },
  WINDOW_WRONG: { status: 422, says: () => 'The latest moment must be after the earliest. Choose the times again.' },
  WINDOW_OVER: { status: 422, says: () => 'The time for this post is over. Choose a new time, then send it for sign-off; nothing needs to be typed again.' },
  OUTSIDE_WINDOW: { status: 422, says: () => 'That moment is outside the time that was signed. Choose one inside it.' },
  BROKEN_LETTERS: { status: 422, says: () => 'One of the texts holds half a letter. Type those words again.' },
  NOTHING_WRITTEN: { status: 422, says: () => 'Nothing has been written yet. Write the post, then send it for sign-off.' },
  NO_CHANNEL: { status: 422, says: () => 'No channel is chosen. Choose where it goes to, then send it for sign-off.' },
  REMARK_MISSING: { status: 422, says: () => 'Say in a sentence why, so that the author knows what to change.' },
  REMARK_TOO_LONG: { status: 422, says: facts => `Your remark is longer than ${worded(facts, 'most', '2000')} letters. Make it shorter; it is still below.` },
  WAITS_FOR_LAYER: { status: 409, says: facts => `It cannot be released yet. It is waiting for ${theLayers(facts)}.${othersCan(facts)}` },
  RELEASE_NOT_YOURS: { status: 403, says: facts => `Everyone has signed. You may not release on this channel.${othersCan(facts)}` },
  RELEASER_WROTE_IT: { status: 403, says: facts => `You wrote part of this post, so you cannot release it.${othersCan(facts) || ' A colleague who may release can.'}` },
  RELEASED_ALREADY: { status: 409, says: facts => `${worded(facts, 'person')} released it already. Open the post to see when it goes out.` },
  CLEARED_TOO_LATE: { status: 409, says: () => 'Its time is over, and it has not gone out. Choose a new time and send it for sign-off again; nothing needs to be typed again.' },
  CLEARANCE_RAN_OUT: { status: 409, says: () => 'It was cleared too long ago, and that has run out. Send it for sign-off again; nothing needs to be typed again.' },
  PAUSED: { status: 409, says: () => 'All posting is paused. You can write and sign; nothing goes out until the pause is lifted.' },
  RECORD_NOT_BEGUN: { status: 409, says: () => 'The record has not begun yet, so nothing can be signed. Wait a moment and try again; if it stays, tell whoever runs this service.' },
  PACKAGE_NOT_THERE: { status: 409, says: () => 'What was to be signed is not kept here. Send the post for sign-off again.' },
  PACKAGE_OF_ANOTHER_POST: { status: 409, says: () => 'What was to be signed belongs to another post, so it is not shown. Tell whoever runs this service.' },
  RENDERS_DIFFERENTLY: { status: 409, says: () => 'What would go out is no longer what these words give on its channels. Send the post for sign-off again.' },
  RULEBOOK_NOT_THERE: { status: 409, says: () => 'The rulebook in force is not kept here, so nothing can be checked or signed. Tell whoever runs this service.' },
  ROLE_NOT_HELD: { status: 403, says: () => 'You do not hold this role, so there is nothing to declare for it. Your roles stand on your own page.' },
  DECLARATION_NOT_THERE: { status: 409, says: () => 'There is no declaration to confirm. The person reads the Code and declares first; then it stands on your team’s page.' },
  TALK_NOT_YET: { status: 422, says: () => 'Give the day on which you talked. It cannot lie in the future.' },
  NOTE_MISSING: { status: 422, says: () => 'Say in a sentence what you talked about.' },
  NAME_TAKEN: { status: 422, says: facts => `Somebody called ${worded(facts, 'name', 'that')} is known here already. Add a middle name or an initial.` },
  NAME_UNREADABLE: { status: 422, says: () => 'Write the name with letters, so that it can stand in an address.' },
  VOUCH_FOR_NOTHING: { status: 409, says: () => 'There is no such key to vouch for. Look on the People page for who waits.' },
  VOUCH_NOT_NEEDED: { status: 409, says: () => 'This key counts already. Nobody else needs to vouch for it.' },
  TOKENS_NOT_YOURS: { status: 403, says: () => 'Only an administrator makes and revokes tokens. You can revoke a token that works as you.' },
  TOKEN_NAME_MISSING: { status: 422, says: () => 'Say in up to 100 letters which program the token is for.' },
  TOKEN_PERSON_MISSING: { status: 422, says: () => 'Choose the person as whom the program works.' },
  TOKEN_SCOPE_MISSING: { status: 422, says: () => 'Choose what the token is for: to read, to check or to draft.' },
  TOKEN_END_MISSING: { status: 422, says: () => 'Choose for how long the token works: a year at most.' },
  TOKEN_NOT_THERE: { status: 422, says: () => 'There is no such token. Look for it on the page Settings, API tokens.' },
  POLICY_UNREADABLE: { status: 422, says: facts => `This policy cannot be used: ${worded(facts, 'wrong', 'it cannot be read')}. Correct it and propose it again.` },
} as const satisfies Reasons

const role = (facts: Facts): string => worded(facts, 'role', 'your role').toLowerCase()
