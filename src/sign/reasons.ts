// Why the signing origin does not open a page, does not sign or does not hand in, each with the sentence that says what to do.
import { worded, type Reasons } from '../core/reason.ts'

export const reasons = {
  LINK_USED: { status: 409, says: () => 'This link has been opened before, or it is more than a minute old. Nothing has been signed. Go back to Countersign and open it again.' },
  SIGNATURE_OLD: { status: 409, says: () => 'This page was opened more than an hour ago. Open the post again and sign; what has changed since is shown first.' },
  NOT_SERVED: { status: 409, says: () => 'We did not sign this. It is not a statement that this page was given. Open the page again from Countersign and sign there.' },
  PAGE_DIFFERS: {
    status: 409,
    says: facts => `We did not sign this. What your browser shows is not what we hold (${worded(facts, 'member', 'the page')}). Load the page again; if it happens twice, tell your administrator and quote ${worded(facts, 'quote', 'the time')}.`,
  },
  TOUCH_CANCELLED: { status: 422, says: () => 'Not signed. The passkey sheet was closed before it finished. Try again when you are ready.' },
  PASSKEY_UNKNOWN: { status: 403, says: () => 'This passkey is not known here, or no longer counts. Use another one of yours, or ask two colleagues to help you replace it.' },
  PASSKEY_NONE: { status: 403, says: () => 'You have no signing key yet that two colleagues have vouched for. Make one on your own page, and ask your manager and a colleague to vouch for it.' },
  STATEMENT_UNREADABLE: { status: 422, says: () => 'We did not sign this. What was handed in is not a signed statement of ours.' },
  SIGN_NEEDS_SCRIPT: { status: 422, says: () => 'Signing needs JavaScript, because your browser makes the signature. You can still return, refuse or comment.' },
  NOT_ON_THIS_PAGE: { status: 422, says: () => 'That cannot be signed on this page. Go back to Countersign and open it from there.' },
  DEMO_ONLY: { status: 403, says: () => 'Demo keys sign in a demonstration alone. Sign with your passkey.' },
  FIRST_TWO_ENROLLED: { status: 409, says: () => 'The first two people have enrolled their keys already. Ask one of them to add you; two colleagues then vouch for your key.' },
  FIRST_CODE_WRONG: { status: 403, says: () => 'The key is made, but the one-time code of this link is not one that was given out, or it was used before. Use the link exactly as it was printed when the service was set up.' },
  FIRST_ROLES_MISSING: { status: 422, says: () => 'Choose at least one role: what you will do in Countersign.' },
  STOP_POST_UNKNOWN: { status: 422, says: () => 'There is no post with this number. Look at its address: the number stands after /posts/.' },
  STOP_PERSON_UNKNOWN: { status: 422, says: () => 'Nobody of this name has a signing key here. Write the name as it stands on your own page.' },
  STOP_KEY_UNKNOWN: { status: 422, says: () => 'Nobody of this name has a key that counts here, so there is nothing to suspend. Write the name as it stands on the People page.' },
  STOP_TIME_WRONG: { status: 422, says: () => 'Give a moment that has passed: from when on nothing that was signed may count.' },
} as const satisfies Reasons

export type SignCode = keyof typeof reasons
