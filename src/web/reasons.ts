// Why nobody is signed in, and why a sign-in passkey is not made or removed, each with the sentence that says what to do.
import type { Reasons } from '../core/reason.ts'

export const reasons = {
  SIGN_IN_KEY_UNKNOWN: { status: 403, says: () => 'This passkey is not known here, or was removed. Use another one of yours, or ask an administrator to invite you again.' },
  SIGN_IN_NOT_PROVED: { status: 403, says: () => 'We could not check what this passkey gave us, so nobody is signed in. Try again; if it happens twice, ask an administrator to invite you again.' },
  SIGN_IN_TOO_SLOW: { status: 409, says: () => 'This took longer than five minutes, or was begun again in another tab. Nothing has been changed. Press the button again.' },
  SIGN_IN_CANCELLED: { status: 422, says: () => 'Nothing has been changed. The passkey sheet was closed before it finished. Try again when you are ready.' },
  SIGN_IN_NEEDS_SCRIPT: { status: 422, says: () => 'Signing in needs JavaScript, because your browser itself answers with your passkey. Switch it on for this address, or use another browser.' },
  SIGN_IN_KEY_HERE: { status: 409, says: () => 'This device holds one of your sign-in passkeys already, so it needs no second one. To add one, use another device or a security key.' },
  SIGN_IN_KEY_LAST: { status: 409, says: () => 'This is your only sign-in passkey, so it stays. Add another one first, then remove this one.' },
  INVITATION_OVER: { status: 409, says: () => 'This link has been used, or it is more than an hour old. Ask whoever gave it to you for a new one.' },
} as const satisfies Reasons

export type SignInCode = keyof typeof reasons
export const says = (code: SignInCode): string => reasons[code].says()
