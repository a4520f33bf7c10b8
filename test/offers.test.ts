// What the screen offers is what the server does, for every part that a person plays and every state of a post: `may`, the door and the keeper's judgement say the same.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadFacts } from '../src/commands/facts.ts'
import { may } from '../src/commands/may.ts'
import { nodeCrypto } from '../src/adapters/crypto/node.ts'
import { CAST, commandNamed, ON_A_POST, postIn, STATES, typedFor } from './offers.ts'

for (const state of Object.keys(STATES)) {
  test(`a post that is ${state}: each person is offered exactly what would be done`, async () => {
    const { body, number } = await postIn(state), post = await body.post(number)
    for (const [part, name] of Object.entries(CAST)) {
      for (const action of ON_A_POST) {
        const facts = await loadFacts(body.reader, { actor: body.known(name).id, post: number, now: body.now, crypto: nodeCrypto })
        const offered = may(action, facts)?.code ?? null, done = await body.tried(name, commandNamed(action), { post: number, input: typedFor(action, post) })
        assert.equal(done, offered, `${part}: ${action}`)
      }
    }
  })
}
