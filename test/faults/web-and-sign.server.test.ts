// The crash table of web and sign: killed before a commit nothing has changed; killed after it nothing is lost, and the press repeated gives the first receipt.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { releasePost } from '../../src/commands/release-post.ts'
import { signOffPost } from '../../src/commands/sign-off-post.ts'
import { submitPost } from '../../src/commands/submit-post.ts'
import type { SignedCommand } from '../../src/commands/command.ts'
import type { Post } from '../../src/commands/ports.ts'
import { addressFor, must, TrialBody, type Colleague } from '../trial-body.ts'
import type { Step } from './act-and-die.ts'

let body: TrialBody
before(async () => { body = await TrialBody.begin() })
after(() => body.end())

function killed(part: 'web' | 'sign', step: Omit<Step, 'address' | 'organisation'>): void {
  const { password, ...address } = addressFor(body.service, part)
  const whole: Step = { ...step, organisation: body.organisation, address: { ...address, password: password() } }
  const ran = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'act-and-die.ts'), JSON.stringify(whole)], { encoding: 'utf8' })
  assert.equal(ran.signal, 'SIGKILL', ran.stderr)
}
const entriesOf = async (post: Post) => (await body.web.store.read(reader => reader.entriesOf(post.id))).length

for (const die of ['before-commit', 'after-commit'] as const) {
  test(`submit: web killed ${die} of the version and its package`, async () => {
    const post = await body.write([{ kind: 'text', text: `Prepared and killed ${die}.` }])
    killed('web', { die, prepare: { command: 'submit-post', actor: post.author, post: post.number, input: { over: post.draft.version } } })
    const after = (await body.post(post.number))!
    assert.equal(after.revisions, die === 'before-commit' ? 0 : 1)
    assert.equal((await body.web.store.read(reader => reader.packageOf(post.id, 1))) !== undefined, die === 'after-commit', 'version and package come together')
    must(await body.submit(after))
    assert.equal((await body.post(post.number))!.standing.submission?.revision, die === 'before-commit' ? 1 : 2)
  })

  const signedSteps: readonly (readonly [string, SignedCommand, string, (post: Post) => Promise<unknown>])[] = [
    ['submit', submitPost, 'Asha Quill', async () => {}],
    ['sign-off', signOffPost, 'Ben Folio', post => body.submit(post)],
    ['release', releasePost, 'Dora Galley', async post => {
      must(await body.submit(post))
      for (const signer of ['Ben Folio', 'Dora Galley']) must(await body.signOff(post, body.person(signer)))
    }],
  ]
  for (const [name, command, by, first] of signedSteps) {
    test(`${name}: sign killed ${die} of the signed statement`, async () => {
      const signer: Colleague = body.person(by), post = await body.write([{ kind: 'text', text: `${name} killed ${die}.` }])
      await first(post)
      const before = await entriesOf(post)
      const { payload } = await body.state(signer, command, { post: post.number, input: name === 'submit' ? { over: post.draft.version } : {} })
      const envelope = signer.passkey.sign(payload, body.at)
      killed('sign', { die, handIn: envelope })
      if (die === 'before-commit') {
        await new Promise(resolve => setTimeout(resolve, 300))
        assert.equal(await entriesOf(post), before, 'nothing was handed over')
      }
      const receipt = await body.handIn(envelope), again = await body.handIn(envelope)
      assert.equal(receipt.why, null)
      assert.deepEqual(again, receipt, 'the press repeated gives the first receipt')
      const recorded = (await body.web.store.read(reader => reader.entriesOf(post.id))).filter(({ leaf }) => Buffer.from(leaf).includes(envelope.payload))
      assert.equal(recorded.length, 1, 'the statement is in the record once')
    })
  }
}
