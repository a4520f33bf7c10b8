// The two doors that need no ticket: the first two people's keys, and refusing a post by its number.
import { base64url, base64urlToBytes, hex, utf8ToText } from '../../core/bytes.ts'
import { commitmentOf, digestOf, type Digest } from '../../core/digest.ts'
import type { PersonId } from '../../core/id.ts'
import { bytesToStatement } from '../../core/statement.ts'
import { browserCrypto } from '../../adapters/crypto/browser.ts'
import { instantOfBox } from '../../queries/words.ts'
import type { After } from '../after.ts'
import { differing } from '../agree.ts'
import type { Carried, GivenStatement, OfferedKey } from '../carried.ts'
import { ask, handIn, Stopped } from './ask.ts'
import { all, differs, nowBy, waitFor } from './page.ts'
import { makeKey, signWith, type MadeKey } from './passkey.ts'

type Press = (work: () => Promise<After>) => Promise<void>
const box = (id: string): string => document.querySelector<HTMLInputElement | HTMLTextAreaElement>(`#${id}`)?.value.trim() ?? ''

/** `carried` names body, log and site; who it is the person types. The code never leaves the page. */
export function beginFirst(carried: Carried, press: Press): void {
  for (const button of all('[data-first], [data-enrol-again]')) button.addEventListener('click', () => void press(() => enrolFirst(carried)))
}

let made: MadeKey | undefined
async function enrolFirst(carried: Carried): Promise<After> {
  const name = box('name'), job = box('job'), roles = all<HTMLInputElement>('[name=role]').filter(({ checked }) => checked).map(({ value }) => value).toSorted()
  if (name === '' || job === '') throw new Stopped('Write your name and your job.')
  if (roles.length === 0) throw new Stopped('Choose at least one role: what you will do in Countersign.')
  const code = location.hash.slice(1)
  if (code === '') throw new Stopped('The one-time code is missing from the address. Open the link exactly as it was printed.')
  made ??= await makeKey({ rpId: carried.rpId, person: crypto.randomUUID(), name })
  const proof = await proofOf(code, made.spki), enrolled = { spki: base64url(made.spki), credential: base64url(made.id), proof }
  const given = await ask<GivenStatement & { readonly person: PersonId; readonly nameSalt: string }>('/enrol/first/statement', { name, job, roles, enrolled }), bytes = base64urlToBytes(given.payload)
  const shown = { of: 'person' as const, person: given.person, name, nameSalt: given.nameSalt, capacity: 'civil-servant' as const, roles, manager: null }
  const wrong = differing({
    crypto: browserCrypto, carried: { ...carried, person: given.person, shown }, statement: bytesToStatement(bytes), opened: [], now: nowBy(carried),
    typed: { key: null, act: 'enrol', enrolled: { spki: enrolled.spki, credential: digestOf(browserCrypto, made.id), proof } },
  })
  if (wrong) throw differs(wrong)
  for (const again of all('[data-enrol-again]')) again.hidden = false
  return handIn('/enrol/first/signed', { name, job, nameSalt: given.nameSalt, mark: given.mark, envelope: await signWith(enrolled.credential, bytes, carried.rpId) }, waitFor)
}

/** HMAC-SHA-256 over the new key, keyed with what the code spells. */
async function proofOf(code: string, spki: Uint8Array): Promise<Digest> {
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(codeBytes(code)), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', key, Uint8Array.from(spki)))) as Digest
}

function codeBytes(code: string): Uint8Array {
  try {
    return base64urlToBytes(code)
  } catch {
    throw new Stopped('The one-time code in the address is not whole. Open the link exactly as it was printed.')
  }
}

/** Says "no" without any page of a post: what is signed must be exactly the refusal or the suspension that was typed, and is nothing else. */
export function beginStop(carried: Pick<Carried, 'rpId'>, press: Press): void {
  for (const button of all('[data-stop]')) button.addEventListener('click', () => void press(() => refusePost(carried)))
  for (const button of all('[data-suspend]')) button.addEventListener('click', () => void press(() => suspendKeys(carried)))
}

async function suspendKeys({ rpId }: Pick<Carried, 'rpId'>): Promise<After> {
  const name = box('own-name'), whose = box('whose'), typed = box('since'), since = typed === '' ? undefined : instantOfBox(typed)
  if (name === '' || whose === '') throw new Stopped('Write your name, and whose key it is.')
  const given = await ask<{ readonly payload: string; readonly mark: string; readonly key: OfferedKey }>('/stop/suspension', { name, whose, ...(since ? { since } : {}) }), bytes = base64urlToBytes(given.payload)
  const wish = JSON.parse(utf8ToText(bytes)) as { readonly act?: string; readonly since?: string }
  if (wish.act !== 'suspend' || (since && wish.since !== since)) throw differs('decision')
  if (given.key.id === null) return handIn('/stop/suspended', { mark: given.mark, payload: given.payload }, waitFor)
  return handIn('/stop/suspended', { mark: given.mark, envelope: await signWith(given.key.id, bytes, rpId) }, waitFor)
}

async function refusePost({ rpId }: Pick<Carried, 'rpId'>): Promise<After> {
  const post = Number(box('post')), name = box('name'), remark = box('remark')
  if (!Number.isSafeInteger(post) || post < 1) throw new Stopped('Write the number of the post, as in 142.')
  if (name === '' || remark === '') throw new Stopped('Write your name, and say in a sentence why it must not go out.')
  const given = await ask<GivenStatement & { readonly key: OfferedKey }>('/stop/statement', { post, name, remark }), bytes = base64urlToBytes(given.payload)
  const { kind, predicate } = bytesToStatement(bytes)
  const opens = given.opened.some(({ field, salt, value }) => field === 'remark' && value === remark && kind === 'sign-off' && commitmentOf(browserCrypto, field, salt, value) === predicate.remark)
  if (kind !== 'sign-off' || predicate.decision !== 'refuse' || !opens) throw differs('decision')
  const handing = { post, mark: given.mark, opened: given.opened }
  if (given.key.id === null) return handIn('/stop/signed', { ...handing, payload: given.payload }, waitFor)
  return handIn('/stop/signed', { ...handing, envelope: await signWith(given.key.id, bytes, rpId) }, waitFor)
}
