// The signing page: builds everything again, asks for the exact statement, compares it, and only then has the passkey (or the demo key) sign it.
import { base64url, base64urlToBytes } from '../../core/bytes.ts'
import { digestOf, type Digest } from '../../core/digest.ts'
import type { Instant } from '../../core/instant.ts'
import { bytesToStatement } from '../../core/statement.ts'
import { browserCrypto } from '../../adapters/crypto/browser.ts'
import { instantOfBox } from '../../queries/words.ts'
import type { After } from '../after.ts'
import { differing } from '../agree.ts'
import type { Carried, GivenStatement, OfferedKey, Typed } from '../carried.ts'
import { ask, handIn, stopped, Stopped } from './ask.ts'
import { beginFirst, beginStop } from './doors.ts'
import { all, differs, hideProblem, holdAgainstDrawn, nowBy, showAfter, showProblem, waitFor } from './page.ts'
import { makeKey, signWith, wasCancelled, type MadeKey } from './passkey.ts'

const ACTS: { readonly [purpose: string]: Typed['act'] } = {
  'submit-post': 'submit', 'sign-off-post': 'approve', 'release-post': 'release', 'lift-refusal': 'lift', 'declare-understanding': 'declare', 'confirm-understanding': 'confirm', 'vouch-for-key': 'vouch', 'change-policy': 'policy', 'enrol-key': 'enrol',
}

const text = document.getElementById('carried')?.textContent
const carried = text ? (JSON.parse(text) as Carried) : undefined

const AT_ONCE = 400

/** One press: nothing else is taken until it has come to an end, and whatever goes wrong is said. */
let pressing = false
async function press(work: () => Promise<After>, { unasked = false } = {}): Promise<void> {
  if (pressing) return
  pressing = true
  const begun = performance.now()
  hideProblem()
  try {
    showAfter(await work(), carried?.purpose ?? '')
  } catch (thrown) {
    // A browser that wants a gesture of its own says so at once; then the button is there. Whoever closes the sheet takes longer.
    if (!(unasked && wasCancelled(thrown) && performance.now() - begun < AT_ONCE)) showProblem(sentenceFor(thrown))
  } finally {
    pressing = false
  }
}

function sentenceFor(thrown: unknown): string {
  if (thrown instanceof Stopped) return thrown.message
  if (wasCancelled(thrown)) return stopped('TOUCH_CANCELLED').message
  return `Something went wrong in this page, and nothing has been signed: ${thrown instanceof Error ? thrown.message : 'unknown'}. Load the page again.`
}


/** Asks for the statement, holds it against the page, and gives it once everything agrees. */
async function statementFor(carried: Carried, typed: Typed, more: object): Promise<GivenStatement & { readonly bytes: Uint8Array }> {
  holdAgainstDrawn(carried)
  const given = await ask<GivenStatement>('/statement', { ticket: carried.ticket, ...more }), bytes = base64urlToBytes(given.payload)
  let wrong: string | undefined
  try {
    wrong = differing({ crypto: browserCrypto, carried, statement: bytesToStatement(bytes), typed, opened: given.opened, now: nowBy(carried) })
  } catch {
    wrong = 'form'
  }
  if (wrong) throw differs(wrong, digestOf(browserCrypto, bytes))
  return { ...given, bytes }
}

interface Choice { readonly act: Typed['act']; readonly remark?: string; readonly at?: Instant; readonly with: 'passkey' | 'demo' }

async function sign(carried: Carried, choice: Choice): Promise<After> {
  const key = keyFor(carried, choice.with), { act, remark, at } = choice, decides = act === 'approve' || act === 'return' || act === 'refuse'
  const typed: Typed = { key, act, ...(remark === undefined ? {} : { remark }), ...(at === undefined ? {} : { at }) }
  const given = await statementFor(carried, typed, {
    key: key.credential, ...(decides ? { decision: act } : {}), ...(remark === undefined ? {} : { remark }), ...(at === undefined ? {} : { at }), ...(act === 'release' && carried.purpose !== 'release-post' ? { purpose: 'release-post' } : {}),
  })
  const handing = { ticket: carried.ticket, mark: given.mark, opened: given.opened }
  if (key.id === null) return handIn('/demo/sign', { ...handing, payload: given.payload }, waitFor)
  return handIn('/signed', { ...handing, envelope: await signWith(key.id, given.bytes, carried.rpId) }, waitFor)
}

/** What stands in the box for the time of release, read in the body's time zone. */
function momentTyped(): Instant {
  const at = instantOfBox(document.querySelector<HTMLInputElement>('#release-at')?.value ?? '')
  if (!at) throw new Stopped('Choose a day and a time for the release.')
  return at
}

function keyFor({ keys }: Carried, kind: Choice['with']): OfferedKey {
  const chosen = document.querySelector<HTMLSelectElement>('#key')?.value
  const key = kind === 'demo' ? keys.find(({ demo }) => demo) : keys.find(({ credential, demo }) => !demo && (chosen === undefined || credential === chosen))
  if (!key) throw stopped('PASSKEY_NONE')
  return key
}

/** Two touches: the first makes the key, the second signs its enrolment. A second try keeps the key that was made. */
let made: MadeKey | undefined
async function enrol(carried: Carried): Promise<After> {
  if (carried.shown.of !== 'person') throw differs('person')
  holdAgainstDrawn(carried)
  made ??= await makeKey({ rpId: carried.rpId, person: carried.person, name: carried.shown.name })
  const enrolled = { spki: base64url(made.spki), credential: base64url(made.id) }
  const given = await statementFor(carried, { key: null, act: 'enrol', enrolled: { spki: enrolled.spki, credential: digestOf(browserCrypto, made.id), proof: null as Digest | null } }, { enrolled })
  for (const again of all('[data-enrol-again]')) again.hidden = false
  return handIn('/signed', { ticket: carried.ticket, mark: given.mark, opened: given.opened, envelope: await signWith(enrolled.credential, given.bytes, carried.rpId) }, waitFor)
}

function begin(carried: Carried): void {
  const act = ACTS[carried.purpose], on = (selector: string, work: (button: HTMLElement) => Promise<After>) => {
    for (const button of all(selector)) button.addEventListener('click', () => void press(() => work(button)))
  }
  if (!act) return
  const remark = (): string => document.querySelector<HTMLTextAreaElement>('#remark')?.value ?? ''
  on('[data-sign]', button => sign(carried, { act, with: button.dataset['sign'] as Choice['with'] }))
  on('[data-decide]', button => sign(carried, { act: button.dataset['decide'] as 'return' | 'refuse', remark: remark(), with: carried.keys.some(key => !key.demo) ? 'passkey' : 'demo' }))
  on('[data-release]', button => sign(carried, { act: 'release', with: button.dataset['release'] as Choice['with'] }))
  on('[data-release-at]', button => sign(carried, { act: 'release', at: momentTyped(), with: button.dataset['releaseAt'] as Choice['with'] }))
  on('[data-enrol], [data-enrol-again]', () => enrol(carried))
  // The press was made on the pages: the passkey is asked for at once.
  if (carried.atOnce && carried.keys.some(key => !key.demo)) void press(() => sign(carried, { act, with: 'passkey' }), { unasked: true })
}

if (carried) {
  if (document.querySelector('[data-first]')) beginFirst(carried, press)
  else if (document.querySelector('[data-stop]')) beginStop(carried, press)
  else begin(carried)
}
