// Returns or refuses a post where the browser cannot sign: an unsigned stop, which can only be a "no".
import { Type } from 'typebox'
import { done, refuse } from '../core/result.ts'
import { standingSubmission } from '../signoff/post-standing.ts'
import { plain } from './command.ts'
import { layersEntitledTo } from './may.ts'
import { LONGEST_REMARK, sealRemark } from './remark.ts'

const objection = (act: 'return' | 'refuse', title: string) => plain({
  kind: 'plain', name: `${act}-post`, title, who: 'whoever qualifies for one of its layers and wrote none of it', entry: [act],
  input: Type.Object({ remark: Type.String({ maxLength: LONGEST_REMARK }) }, { additionalProperties: false }),
  run: async (facts, { remark }, given) => {
    if (remark.trim() === '') return refuse('REMARK_MISSING')
    const layer = layersEntitledTo(facts, standingSubmission(facts.post!.standing)!)[0]
    if (!layer) return refuse('NOT_YOUR_LAYER')
    const sealed = sealRemark(facts, given, 'remark', remark)
    return done({ changes: sealed.changes, entry: { id: given.freshId(), post: facts.post!.id, stop: { act, person: facts.actor, layer: layer.id, remark: sealed.commitment } }, value: {} })
  },
})

export const returnPost = objection('return', 'Return it to be changed')
export const refusePost = objection('refuse', 'Refuse it')
