// Why words of a line may not be used here, or a line cannot be kept, in sentences that say what to do.
import { worded, type Reasons } from '../core/reason.ts'

export const reasons = {
  LINE_FOR_MINISTER_ONLY: { status: 422, says: facts => `Line ${worded(facts, 'line', 'of a minister')} is cleared for the minister only. Use other words here, or ask ${worded(facts, 'ask', 'a propriety officer')} whether it can be cleared for this channel.` },
  LINE_WITHDRAWN: { status: 422, says: facts => `Line ${worded(facts, 'line', 'of the library')} was withdrawn on ${worded(facts, 'at', 'an earlier day')}: ${worded(facts, 'why', 'it no longer holds')}. Take it out, or use ${worded(facts, 'instead', '') === '' ? 'other words' : `line ${worded(facts, 'instead')}`}.` },
  LINE_RAN_OUT: { status: 422, says: facts => `Line ${worded(facts, 'line', 'of the library')} was cleared until ${worded(facts, 'until', 'an earlier day')}. Use other words, or ask ${worded(facts, 'ask', 'a propriety officer')} to clear it again.` },
  LINE_NOT_CLEARED: { status: 422, says: facts => `Nobody has cleared line ${worded(facts, 'line', 'of the library')} yet, and it comes from somebody who may not decide what is said here. Use other words, or ask a propriety officer to clear it.` },
  LINE_THERE_ALREADY: { status: 409, says: facts => `The same words are there already, as line ${worded(facts, 'line', 'of the library')}. Use that line.` },
  LINE_UNFINDABLE: { status: 422, says: facts => `These words could not be recognised in a post: ${worded(facts, 'why', 'they are too few')}. Give a whole sentence, once.` },
  LINES_TOO_MANY: { status: 422, says: facts => `More than ${worded(facts, 'most', 'a hundred')} lines of the library stand in this post, more than anybody could be shown. Write it as several posts.` },
  LIBRARY_FULL: { status: 409, says: facts => `The library holds ${worded(facts, 'most', 'as many')} lines and takes no more. Take out lines that were withdrawn long ago.` },
} as const satisfies Reasons
