// Asks the browser for a sign-in passkey: to sign in, to make the first one by an invitation, or to add one. It signs nothing of ours.
import { base64url, base64urlToBytes } from '../../core/bytes.ts'
import { says } from '../reasons.ts'

/** What stopped it, in the sentence that the page shows. */
class Stopped extends Error {
  override readonly name = 'Stopped'
}

interface Asked { readonly challenge: string; readonly rpId: string; readonly timeout: number }
interface AskedToMake {
  readonly challenge: string
  readonly rp: PublicKeyCredentialRpEntity
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string }
  readonly pubKeyCredParams: PublicKeyCredentialParameters[]
  readonly timeout: number
  readonly excludeCredentials: readonly { readonly id: string; readonly transports?: AuthenticatorTransport[] }[]
  readonly authenticatorSelection: AuthenticatorSelectionCriteria
  readonly name?: string
}

const holder = document.querySelector<HTMLElement>('[data-touch]'), code = location.hash.slice(1)
const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(base64urlToBytes(text))
const spelled = (buffer: ArrayBuffer): string => base64url(new Uint8Array(buffer))

async function ask<Answer>(path: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', 'csrf-token': holder!.dataset['token'] ?? '' }
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => {
    throw new Stopped('We could not reach this address. Look at your connection and try again.')
  })
  const answer = (await response.json().catch(() => ({}))) as { readonly sentence?: string }
  if (!response.ok) throw new Stopped(answer.sentence ?? 'Something went wrong on our side. Load the page again.')
  return answer as Answer
}

/** What one of the person's passkeys answers now. */
async function touch(): Promise<object> {
  const { challenge, rpId, timeout } = await ask<Asked>('/sign-in/options', {})
  const got = (await navigator.credentials.get({ publicKey: { challenge: bytes(challenge), rpId, timeout, userVerification: 'required' } })) as PublicKeyCredential
  const { clientDataJSON, authenticatorData, signature, userHandle } = got.response as AuthenticatorAssertionResponse
  return { id: spelled(got.rawId), clientData: spelled(clientDataJSON), authData: spelled(authenticatorData), signature: spelled(signature), userHandle: userHandle && spelled(userHandle) }
}

const signIn = async (): Promise<string> => (await ask<{ to: string }>('/sign-in', await touch())).to

/** `at` is where the passkey is asked for and handed in; `allowed` says why it may be made, and the code of an invitation goes with both. */
async function make(at: string, allowed: object, invited: object = {}): Promise<string> {
  const asked = await ask<AskedToMake>(`${at}/options`, allowed), { challenge, user, excludeCredentials, rp, pubKeyCredParams, timeout, authenticatorSelection } = asked
  const made = (await navigator.credentials.create({
    publicKey: {
      rp, pubKeyCredParams, timeout, authenticatorSelection, attestation: 'none', challenge: bytes(challenge), user: { ...user, id: bytes(user.id) },
      excludeCredentials: excludeCredentials.map(({ id, transports }) => ({ type: 'public-key' as const, id: bytes(id), ...(transports ? { transports } : {}) })),
    },
  })) as PublicKeyCredential
  const response = made.response as AuthenticatorAttestationResponse
  return (await ask<{ to: string }>(at, { ...invited, id: spelled(made.rawId), clientData: spelled(response.clientDataJSON), attestation: spelled(response.attestationObject), transports: response.getTransports() })).to
}

const ACTS: { readonly [act: string]: () => Promise<string> } = { 'sign-in': signIn, invitation: () => shown.then(() => make('/invitation', { code }, { code })), add: async () => make('/me/passkeys', await touch()) }

function sentenceFor(thrown: unknown): string {
  if (thrown instanceof Stopped) return thrown.message
  if (thrown instanceof DOMException && thrown.name === 'InvalidStateError') return says('SIGN_IN_KEY_HERE')
  if (thrown instanceof DOMException && ['NotAllowedError', 'AbortError'].includes(thrown.name)) return says('SIGN_IN_CANCELLED')
  return `Something went wrong in this page: ${thrown instanceof Error ? thrown.message : 'unknown'}. Load the page again.`
}

function showProblem(sentence: string | undefined): void {
  const box = document.querySelector<HTMLElement>('#problem')!
  box.hidden = sentence === undefined
  document.querySelector('[data-problem]')!.textContent = sentence ?? ''
  if (sentence !== undefined) box.focus()
}

/** One press: nothing else is taken until it has come to an end, and whatever goes wrong is said. */
let pressing = false
async function press(work: () => Promise<string>): Promise<void> {
  if (pressing) return
  pressing = true
  showProblem(undefined)
  try {
    location.assign(await work())
  } catch (thrown) {
    showProblem(sentenceFor(thrown))
  } finally {
    pressing = false
  }
}

const act = ACTS[holder?.dataset['touch'] ?? '']
if (act) holder!.querySelector('button')!.addEventListener('click', () => void press(act))

/** Whose link this is, before anything is touched; a link that no longer works says so at once. */
async function showWho(who: Element): Promise<void> {
  if (code === '') return showProblem(says('INVITATION_OVER'))
  await ask<AskedToMake>('/invitation/options', { code }).then(({ name }) => { who.textContent = name ?? '' }, thrown => showProblem(sentenceFor(thrown)))
}
const who = document.querySelector('[data-who]'), shown = who ? showWho(who) : Promise.resolve()
