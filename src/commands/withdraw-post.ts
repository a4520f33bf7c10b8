// Withdraws one's own post: it works at once and needs no signature, since it can only be a "no".
import { Type } from 'typebox'
import { done } from '../core/result.ts'
import { plain } from './command.ts'

export const withdrawPost = plain({
  kind: 'plain', name: 'withdraw-post', title: 'Withdraw the post', who: 'anyone who wrote part of it, until it has gone out', entry: ['withdraw'],
  input: Type.Object({}, { additionalProperties: false }),
  run: async (facts, _input, given) => done({ changes: [], entry: { id: given.freshId(), post: facts.post!.id, stop: { act: 'withdraw', person: facts.actor } }, value: {} }),
})
