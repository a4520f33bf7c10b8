// Suspends a key: what it signed since the moment named stops counting, at once and without a signature.
import { Type } from 'typebox'
import type { Digest } from '../core/digest.ts'
import { isInstant } from '../core/instant.ts'
import { done, refuse } from '../core/result.ts'
import { plain } from './command.ts'

export const suspendKey = plain({
  kind: 'plain', name: 'suspend-key', title: 'Suspend this key', who: 'anyone with a key, for any key; from one session one key of somebody else an hour', entry: ['suspend'],
  input: Type.Object({ credential: Type.String({ maxLength: 64 }), since: Type.String({ maxLength: 40 }) }, { additionalProperties: false }),
  about: ({ credential }) => ({ credential }),
  run: async (facts, { credential, since }, given) => {
    if (!isInstant(since) || since > given.now) return refuse('SUSPEND_MOMENT_WRONG')
    return done({ changes: [], entry: { id: given.freshId(), post: null, stop: { act: 'suspend', person: facts.actor, credential: credential as Digest, since } }, value: {} })
  },
})
