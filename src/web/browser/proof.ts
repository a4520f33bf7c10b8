// Checks, in this browser, the proof of every signed entry of a post: that it stands in the signed tree, and as far as it can be seen here, that it was signed.
import { browserCrypto } from '../../adapters/crypto/browser.ts'
import { bytesToTrustFile, type TrustFile } from '../../record/trust-file.ts'
import { verifyReceipt, type ReceiptStands } from '../../record/verify/receipt.ts'
import type { Verdict } from '../../record/verify/verdict.ts'
import { countOf, plural, timeOf } from '../../queries/words.ts'

const holder = document.querySelector<HTMLElement>('#proof')
const entries = (holder?.dataset['entries'] ?? '').split(' ').filter(each => each !== '').map(Number)

type Answer = Verdict<ReceiptStands>

async function check(trust: TrustFile | null): Promise<readonly Answer[]> {
  return Promise.all(entries.map(async index => {
    const answer = await fetch(`/receipts/${index}`)
    if (!answer.ok) throw new TypeError(`the receipt of entry ${index} could not be fetched`)
    return verifyReceipt(browserCrypto, new Uint8Array(await answer.arrayBuffer()), trust)
  }))
}

function line(...children: readonly (Node | string)[]): HTMLParagraphElement {
  const made = document.createElement('p')
  made.className = 'cs-small'
  made.append(...children)
  return made
}

function strong(className: string, text: string): HTMLElement {
  const made = document.createElement('b')
  made.className = className
  made.textContent = text
  return made
}

/** The sentence, and what it covers: no more than was checked. */
function show(answers: readonly Answer[], trust: TrustFile | null): void {
  const failed = answers.find(answer => answer.answer === 'fails')
  if (failed && 'sentence' in failed) {
    holder!.replaceChildren(line(strong('cs-bad', '! The proof fails.'), ` ${failed.sentence}`), trustChooser())
    return
  }
  const stand = answers as readonly Extract<Answer, ReceiptStands>[], newest = stand.reduce((a, b) => (a.size > b.size ? a : b)), signed = stand.filter(({ signature }) => signature !== 'not-checked').length
  const words = ` Checked now, in this browser, at ${timeOf(new Date().toISOString())}: ${plural(stand.length, 'signed entry stands', 'signed entries stand')} in the signed tree of ${countOf(newest.size)} entries, and ${signed === stand.length ? 'every signature' : `${signed} of ${stand.length} signatures`} could be checked by ${signed === 1 ? 'its' : 'their'} own key.`
  const whose = trust ? `It is the record of your trust file, ${trust.origin}.` : 'Whose record it is, only the trust file can show.'
  holder!.replaceChildren(line(strong('cs-ok', '✓ The proof holds.'), words), line(whose), ...(trust ? [] : [trustChooser()]))
}

function trustChooser(): HTMLElement {
  const label = document.createElement('label'), input = document.createElement('input'), wrap = document.createElement('div')
  wrap.className = 'cs-no-print govuk-form-group'
  label.className = 'govuk-label cs-small'
  label.htmlFor = 'trust-file'
  label.textContent = 'Your trust file'
  input.type = 'file'
  input.id = 'trust-file'
  input.className = 'govuk-file-upload'
  input.accept = '.json'
  input.addEventListener('change', () => {
    const file = input.files?.[0]
    if (file) void withTrust(file)
  })
  wrap.append(label, input)
  return wrap
}

async function withTrust(file: File): Promise<void> {
  try {
    const trust = bytesToTrustFile(new Uint8Array(await file.arrayBuffer()))
    show(await check(trust), trust)
  } catch (wrong) {
    holder!.prepend(line(strong('cs-bad', '! This is no trust file.'), ` ${wrong instanceof Error ? wrong.message : ''}`))
  }
}

if (holder && entries.length > 0) {
  holder.replaceChildren(line('Checking the proof in this browser …'))
  try {
    show(await check(null), null)
  } catch (wrong) {
    holder.replaceChildren(line(strong('cs-bad', '! The proof could not be checked.'), ` ${wrong instanceof Error ? wrong.message : ''}. Load the page again; if it stays, check the record with countersign verify.`))
  }
}
