// Keeper, wall and database killed at random while posts are on their way: nothing acknowledged is lost, each post stands on the wall once, and the record verifies (invariants 14 and 17).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { releasePost } from '../../src/commands/release-post.ts'
import { signOffPost } from '../../src/commands/sign-off-post.ts'
import { submitPost } from '../../src/commands/submit-post.ts'
import type { SignedCommand } from '../../src/commands/command.ts'
import type { Post } from '../../src/commands/ports.ts'
import type { Envelope } from '../../src/core/dsse.ts'
import { leafToEntry } from '../../src/core/entry.ts'
import { TrialBody, type Colleague } from '../trial-body.ts'
import { verifyRecord } from './verify-record.ts'

const KILLS = Number(process.env['KILLS'] ?? 20), WORKERS = 2, WITHIN = 120_000
/** The keeper twice as often as the others; a server that was killed takes a second to come back. */
const VICTIMS = ['keeper', 'keeper', 'keeper', 'wall', 'wall', 'postgres'] as const

let body: TrialBody
before(async () => { body = await TrialBody.begin() })
after(() => body.end())

const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds))
const acknowledged: { readonly index: number; readonly payload: string }[] = []
let unknown = 0

/** What a person does whose page failed to load: tries again. */
async function patiently<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
  const said = new Set<string>()
  for (const end = Date.now() + WITHIN; ; await pause(50)) {
    try {
      return await work()
    } catch (fault) {
      said.add(String(fault))
      if (Date.now() > end) throw new Error(`${what} did not succeed in time: ${[...said].join('; ')}`, { cause: fault })
    }
  }
}

async function press(person: Colleague, command: SignedCommand, post: Post, input: object = {}): Promise<string | null> {
  const payload = await patiently(`${command.name} stated`, async () => (await body.state(person, command, { post: post.number, input })).payload)
  const envelope: Envelope = person.passkey.sign(payload, body.at)
  const judgement = await patiently(`${command.name} judged`, () => body.handIn(envelope))
  if (judgement.why === null) acknowledged.push({ index: judgement.index, payload: envelope.payload })
  return judgement.why
}

/** One post from draft to wall. A person who reads "unknown" looks, and releases again. */
async function story(words: string): Promise<void> {
  const [ben, dora] = [body.person('Ben Folio'), body.person('Dora Galley')]
  const post = await patiently('written', () => body.write([{ kind: 'text', text: words }]))
  assert.equal(await press(body.person('Asha Quill'), submitPost, post, { over: post.draft.version }), null)
  assert.equal(await press(ben, signOffPost, post), null)
  assert.equal(await press(dora, signOffPost, post), null)
  assert.equal(await press(dora, releasePost, post), null)
  for (let attempt = 0; ; attempt++) {
    const now = await patiently('sent', () => body.until(post, seen => {
      const send = Object.values(seen.sends.sends)[0]
      return send !== undefined && send.attempt >= attempt && (send.outcome !== 'sent' || send.seen !== null)
    }, 15_000))
    const send = Object.values(now.sends.sends)[0]!
    if (send.outcome === 'sent') return
    assert.equal(send.outcome, 'unknown')
    unknown++
    assert.equal(await press(dora, releasePost, post), null)
  }
}

test(`${KILLS} kills at random lose nothing and double nothing`, { timeout: 600_000 }, async context => {
  const told: string[] = [], killed = { keeper: 0, wall: 0, postgres: 0 }
  let over = false
  const work = Promise.all(Array.from({ length: WORKERS }, async (_, worker) => {
    for (let n = 0; !over; n++) {
      const words = `Worker ${worker} writes post ${n}.`
      told.push(words)
      await story(words)
    }
  }))
  for (let kills = 0, grown = 0; kills < KILLS; kills++) {
    // Between two kills the record grows: else a slow machine would only ever see its parts starting.
    const grows = patiently('grown', async () => {
      const { size } = await body.tree()
      return size > grown ? size : Promise.reject(new Error('not yet'))
    })
    grown = await Promise.race([grows, work.then(() => grows)])
    await Promise.race([pause(Math.random() * 500), work])
    const victim = VICTIMS[Math.floor(Math.random() * VICTIMS.length)]!, pid = body.service.pids()[victim]
    if (pid === undefined) continue
    process.kill(pid, 'SIGKILL')
    killed[victim]++
  }
  over = true
  await work
  const wall = await patiently('the wall', () => body.wall())
  for (const words of told) assert.equal(wall.filter(({ parts }) => parts[0]!.text === words).length, 1, words)
  const { entries, signedSizes, leaves } = await patiently('verified', () => verifyRecord(body))
  for (const { index, payload } of acknowledged) {
    const entry = leafToEntry(leaves[index]!)
    assert.ok(entry.kind === 'statement' && entry.envelope.payload === payload, `what was acknowledged as entry ${index} stands there`)
  }
  context.diagnostic(`killed ${JSON.stringify(killed)}; ${told.length} posts, ${unknown} of them unknown and released again by a person; ${acknowledged.length} acknowledged presses; ${entries} entries, ${signedSizes} signed sizes`)
})
