// Signing in holds only for this key, this challenge and this place, by a device that verified its user: each thing that can be wrong is a "no".
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base64url, utf8 } from '../../core/bytes.ts'
import type { PersonId } from '../../core/id.ts'
import { PAGES, SoftSignIn, type SignInClaims } from '../../../test/soft-sign-in.ts'
import { askToMakeKey, askToSignIn, madeKey, placeOf, signInHolds, type SignInKey } from './passkeys.ts'

const person = '00000000-0000-4000-8000-000000000001' as PersonId, handle = base64url(utf8(person)), challenge = base64url(utf8('a challenge of this session')), asked = { challenge, place: PAGES }

async function enrolled(claims: SignInClaims = {}): Promise<{ readonly device: SoftSignIn; readonly key: SignInKey }> {
  const device = new SoftSignIn(), made = await madeKey(device.make(challenge, claims), asked)
  assert.ok(made)
  return { device, key: { ...made, person } }
}

test('a passkey is made and signs its owner in, and the counter that came with it is given to be kept', async () => {
  const { device, key } = await enrolled()
  assert.deepEqual([key.id, key.counter, key.synced, key.transports], [device.id, 0, false, ['internal']])
  assert.deepEqual(await signInHolds(device.use(challenge, { userHandle: handle }), key, asked), { counter: 1 })
  assert.deepEqual(await signInHolds(device.use(challenge), key, asked), { counter: 2 }, 'a browser may leave the handle out')
  assert.ok(await signInHolds(device.use(challenge, { crossOrigin: false }), key, asked))
})

test('a passkey that counts nothing, as a synced one does, goes on signing in', async () => {
  const { device, key } = await enrolled({ synced: true })
  assert.equal(key.synced, true)
  for (let use = 0; use < 2; use++) assert.deepEqual(await signInHolds(device.use(challenge, { synced: true, counter: 0 }), key, asked), { counter: 0 })
})

const WRONG: { readonly [what: string]: SignInClaims } = {
  'another type': { type: 'webauthn.create' }, 'another origin': { origin: 'http://sign.localhost:3901' }, 'another port': { origin: 'http://localhost:3901' }, 'the signing address’s own id': { rpId: 'sign.localhost' }, 'another site’s page': { crossOrigin: true },
  'nobody present': { present: false }, 'a user who was not verified': { verified: false }, 'another key': { signedWith: 'another key' }, 'another person’s handle': { userHandle: base64url(utf8('00000000-0000-4000-8000-000000000002')) }, 'a key that may suddenly travel': { synced: true },
}
for (const [what, claims] of Object.entries(WRONG)) {
  test(`nobody is signed in with ${what}`, async () => {
    const { device, key } = await enrolled()
    assert.equal(await signInHolds(device.use(challenge, claims), key, asked), undefined)
  })
}

test('nobody is signed in with the answer to another challenge, an old counter, another key’s id or no JSON', async () => {
  const { device, key } = await enrolled(), other = await enrolled(), good = device.use(challenge)
  assert.equal(await signInHolds(device.use(base64url(utf8('of another session'))), key, asked), undefined)
  assert.equal(await signInHolds(good, { ...key, counter: 1 }, asked), undefined, 'the same answer a second time')
  assert.equal(await signInHolds(good, { ...key, counter: 7 }, asked), undefined, 'a copy of the device')
  assert.equal(await signInHolds(other.device.use(challenge), key, asked), undefined)
  assert.equal(await signInHolds({ ...good, id: other.key.id }, other.key, asked), undefined)
  for (const clientData of ['', 'AAAA', base64url(utf8('null'))]) assert.equal(await signInHolds({ ...good, clientData }, key, asked), undefined)
  for (const authData of ['', 'AAAA']) assert.equal(await signInHolds({ ...good, authData }, key, asked), undefined)
})

test('no passkey is made at another place, for another challenge, unverified, or under another id', async () => {
  const device = new SoftSignIn()
  for (const [what, claims] of Object.entries({ ...WRONG, 'another type': { type: 'webauthn.get' } })) {
    if ('signedWith' in claims || 'userHandle' in claims || 'synced' in claims) continue
    assert.equal(await madeKey(device.make(challenge, claims), asked), undefined, what)
  }
  assert.equal(await madeKey(device.make(base64url(utf8('other'))), asked), undefined)
  assert.equal(await madeKey({ ...device.make(challenge), id: new SoftSignIn().id }, asked), undefined)
  assert.equal(await madeKey({ ...device.make(challenge), attestation: 'AAAA' }, asked), undefined)
})

test('what is asked names the pages’ place, wants the user verified, and does not say who is known', async () => {
  const place = placeOf('https://countersign.example.gov.uk'), signing = await askToSignIn(place), making = await askToMakeKey(place, { person, name: 'Ben Folio', held: [{ id: 'AAAA', person, publicKey: new Uint8Array(), counter: 0, transports: ['usb'], synced: false }] })
  assert.deepEqual([signing.rpId, signing.userVerification, signing.allowCredentials], ['countersign.example.gov.uk', 'required', undefined])
  assert.deepEqual([making.rp.id, making.user.id, making.user.name, making.authenticatorSelection?.residentKey, making.authenticatorSelection?.userVerification, making.excludeCredentials?.map(({ id }) => id)], ['countersign.example.gov.uk', handle, 'Ben Folio', 'required', 'required', ['AAAA']])
  assert.notEqual(signing.challenge, (await askToSignIn(place)).challenge)
})
