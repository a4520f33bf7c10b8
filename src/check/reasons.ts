// What the checker refuses to read, and the sentence that tells the reader what to do about it.
import { worded, type Reasons } from '../core/reason.ts'

export const reasons = {
  POST_NOT_A_POST: {
    status: 422,
    says: () => 'This is not a post. A post is a JSON object with "text", or with "parts".',
  },
  POST_TEXT_AND_PARTS: {
    status: 422,
    says: () => 'This post has both "text" and "parts". Give its words once: "text" for one text, "parts" for several.',
  },
  POST_MEMBER_WRONG: {
    status: 422,
    says: facts => `The post cannot be read: ${worded(facts, 'member', 'a member')} ${worded(facts, 'wrong', 'has the wrong form')}. Correct that and check it again.`,
  },
  POST_BROKEN_LETTERS: {
    status: 422,
    says: facts => `The post cannot be read: ${worded(facts, 'member', 'a text')} holds half a letter (a lone surrogate). Type those words again and check them again.`,
  },
  RULEBOOK_WRONG: {
    status: 422,
    says: facts => `The rulebook is not used: ${worded(facts, 'place', 'a rule')} ${worded(facts, 'wrong', 'is wrong')}. Correct the rule and load it again.`,
  },
} as const satisfies Reasons
