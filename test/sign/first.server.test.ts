// The first two people of a body make their keys by the links that were printed: in a browser, with the code in the fragment, and by hand where something is wrong.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from '@playwright/test'
import { firstKeyProof } from '../../src/adapters/crypto/first-key-proof.ts'
import { startService, type Service } from '../../src/adapters/processes/service.ts'
import { visitor, type Answer, type Visit } from '../../src/cli/visit.ts'
import { base64urlToBytes } from '../../src/core/bytes.ts'
import type { TrustFile } from '../../src/record/trust-file.ts'
import { withoutChromium } from '../../tools/chromium.mjs'
import { freePorts } from '../free-ports.ts'
import { makePasskey, type SoftPasskey } from '../soft-passkey.ts'
import { launch, newDevice } from './virtual-passkey.ts'

const skip = await withoutChromium()
const data = mkdtempSync(join(tmpdir(), 'countersign-first-'))
let service: Service, sign: Visit, browser: Browser | undefined
before(async () => {
  service = await startService({ data, ports: await freePorts(), kind: 'trial', parts: ['keeper', 'sign'], quiet: true, durable: false })
  sign = visitor(service.sign)
})
after(async () => {
  await browser?.close()
  sign?.close()
  await service?.stop()
  rmSync(data, { recursive: true, force: true })
})

const trust = (): TrustFile => JSON.parse(readFileSync(join(service.data, 'keeper', 'trust.json'), 'utf8')) as TrustFile
const json = <Value>(answer: Answer): Value => JSON.parse(answer.text) as Value
const code = (answer: Answer) => [answer.status, json<{ code?: string }>(answer).code]
const who = { name: 'Priya Serif', job: 'propriety officer', roles: ['propriety-officer'] }
const ask = (passkey: SoftPasskey, proof: string, about: object = who) => sign.json('/enrol/first/statement', { ...about, enrolled: { spki: passkey.spki, credential: passkey.id, proof } })
async function enrol(passkey: SoftPasskey, proof: string, about: { readonly name: string; readonly job: string } = who): Promise<Answer> {
  const asked = await ask(passkey, proof, { ...who, ...about })
  if (asked.status !== 200) return asked
  const { payload, mark, nameSalt } = json<{ payload: string; mark: string; nameSalt: string }>(asked)
  return sign.json('/enrol/first/signed', { name: about.name, job: about.job, nameSalt, mark, envelope: passkey.sign(base64urlToBytes(payload), { origin: service.sign, rpId: 'sign.localhost' }) })
}
const proofBy = (code_: string, passkey: SoftPasskey) => firstKeyProof(code_, base64urlToBytes(passkey.spki))

test('the first person follows the printed link: two touches, and the key in the trust file is the one whose digest is shown', { skip }, async () => {
  browser = await launch()
  const { page, faults } = await newDevice(browser)
  await page.goto(`${service.sign}/enrol/first#${service.codes![0]}`)
  await page.getByRole('button', { name: 'Make the key' }).click()
  await page.getByText('Write your name and your job.').waitFor()
  await page.getByLabel('Your name').fill('Hugh Banner')
  await page.getByLabel('Your job').fill('head of news')
  await page.getByRole('button', { name: 'Make the key' }).click()
  await page.getByText('Choose at least one role').waitFor()
  await page.getByLabel('Head of news').check()
  await page.getByRole('button', { name: 'Make the key' }).click()
  await page.getByText(/^Your key counts since/).waitFor()
  assert.match(await page.locator('[data-after-lines]').innerText(), /compared: [0-9a-f]{64}/)
  assert.equal(trust().first.length, 1)
  assert.deepEqual(faults, [])
})

test('a code that was not given out, or was used before, pins nothing, and the same person may try again', async () => {
  const passkey = makePasskey()
  assert.deepEqual(code(await enrol(passkey, proofBy('A'.repeat(32), passkey))), [403, 'FIRST_CODE_WRONG'])
  if (!skip) {
    const other = makePasskey()
    assert.deepEqual(code(await enrol(other, proofBy(service.codes![0]!, other))), [403, 'FIRST_CODE_WRONG'])
  }
  assert.equal(trust().first.length, skip ? 0 : 1)
})

test('no role, no readable name, or another name than was stated enrols nobody', async () => {
  const passkey = makePasskey(), proof = proofBy(service.codes![1]!, passkey)
  assert.deepEqual(code(await ask(passkey, proof, { ...who, roles: [] })), [422, 'FIRST_ROLES_MISSING'])
  assert.deepEqual(code(await ask(passkey, proof, { ...who, name: '!!!' })), [422, 'NAME_UNREADABLE'])
  assert.equal((await ask(passkey, proof, { ...who, roles: ['administrator'] })).status, 400)
  const { payload, mark, nameSalt } = json<{ payload: string; mark: string; nameSalt: string }>(await ask(passkey, proof))
  const envelope = passkey.sign(base64urlToBytes(payload), { origin: service.sign, rpId: 'sign.localhost' })
  assert.deepEqual(code(await sign.json('/enrol/first/signed', { name: 'Mallory', job: who.job, nameSalt, mark, envelope })), [409, 'NOT_SERVED'])
  assert.equal((await sign.json('/enrol/first/statement', { ...who, demoCode: service.codes![1] })).status, 422)
})

test('the second person enrols, and the door closes behind the two', async () => {
  if (skip) {
    const hugh = makePasskey()
    assert.equal((await enrol(hugh, proofBy(service.codes![0]!, hugh), { name: 'Hugh Banner', job: 'head of news' })).status, 200)
  }
  const passkey = makePasskey(), answer = await enrol(passkey, proofBy(service.codes![1]!, passkey))
  assert.equal(json<{ counts?: boolean }>(answer).counts, true, answer.text)
  assert.equal(trust().first.length, 2)
  assert.equal((await sign.get('/enrol/first')).status, 410)
  assert.deepEqual(code(await ask(makePasskey(), 'a'.repeat(64))), [409, 'FIRST_TWO_ENROLLED'])
})
