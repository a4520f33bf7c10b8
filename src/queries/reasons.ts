// Why a question has no answer, in sentences that say where to look instead.
import type { Reasons } from '../core/reason.ts'

export const reasons = {
  ENTRY_NOT_THERE: { status: 422, says: () => 'The record has no such entry yet. Look at the newest ones on the Record page.' },
  VERSION_NOT_THERE: { status: 422, says: () => 'There is no such version of this post. Open the post to see which there are.' },
} as const satisfies Reasons
