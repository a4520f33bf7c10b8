// Pauses all posting: it works at once and needs no signature, since it can only be a "no".
import { Type } from 'typebox'
import { done, refuse } from '../core/result.ts'
import { plain } from './command.ts'
import { LONGEST_REMARK, sealRemark } from './remark.ts'

export const pausePosting = plain({
  kind: 'plain', name: 'pause-posting', title: 'Pause all posting', who: 'anyone with the right to pause', entry: ['pause'],
  input: Type.Object({ reason: Type.String({ maxLength: LONGEST_REMARK }) }, { additionalProperties: false }),
  run: async (facts, { reason }, given) => {
    if (reason.trim() === '') return refuse('PAUSE_REASON_MISSING')
    const sealed = sealRemark(facts, given, 'reason', reason)
    return done({ changes: sealed.changes, entry: { id: given.freshId(), post: null, stop: { act: 'pause', person: facts.actor, reason: sealed.commitment } }, value: {} })
  },
})
