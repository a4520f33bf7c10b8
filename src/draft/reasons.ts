// Why a file that belongs to a post cannot be read, in sentences that say what to do.
import { worded, type Reasons } from '../core/reason.ts'

export const reasons = {
  FILE_UNREADABLE: { status: 422, says: facts => `Line ${worded(facts, 'line', '1')} of ${worded(facts, 'name', 'the file')} ${worded(facts, 'wrong', 'cannot be read')}. Correct it below, or upload another file.` },
  FILE_TOO_LONG: { status: 422, says: facts => `${worded(facts, 'name', 'The file')} holds more than ${worded(facts, 'most', 'the most')} ${worded(facts, 'what', 'letters')}. Divide the film, or upload another file.` },
} as const satisfies Reasons
