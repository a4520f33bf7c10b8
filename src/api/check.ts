// Checking a post: the same post and the same report as `countersign check`, by the rulebook in force.
import { check } from '../check/check.ts'
import { readPost } from '../check/post.ts'
import { withDigests } from '../check/report.ts'
import { done, refuse } from '../core/result.ts'
import { route } from './route.ts'
import { postToCheck, reportSchema } from './schemas.ts'

export const checkRoute = route({
  method: 'POST', at: '/check', name: 'check', title: 'Check a post', scope: 'check',
  says: 'Says what the rulebook in force finds in a post. Nothing is kept. The post has the form that `countersign check` takes, and the report is the one that it gives.',
  body: postToCheck, bodyReadBy: 'route', refuses: ['POST_NOT_A_POST', 'POST_TEXT_AND_PARTS', 'POST_MEMBER_WRONG', 'POST_BROKEN_LETTERS', 'NO_POLICY', 'RULEBOOK_NOT_THERE'],
  answers: { status: 200, type: 'application/json', schema: reportSchema },
  run: async ({ ask, body }) => {
    const post = readPost(body)
    if (!post.ok) return post
    return ask(async ({ reader }) => {
      const { policy } = await reader.standing()
      if (!policy) return refuse('NO_POLICY')
      const { rulebook: digest } = policy.document, rulebook = await reader.rulebook(digest)
      return rulebook ? done(withDigests(check(rulebook, post.value), { rulebook: digest })) : refuse('RULEBOOK_NOT_THERE')
    })
  },
})
