// The composer in the browser: the same checks as on the server, as one types. It marks, suggests, counts, saves, and stops a sending that would be refused.
import { loadRulebook, type Rulebook } from '../../check/rulebook/load.ts'
import type { Report } from '../../check/report.ts'
import type { Channel } from '../../draft/channel.ts'
import { LONGEST_PART, type Part, type PartKind } from '../../draft/part.ts'
import { barOf, errorsOf, partsOf, type ComposerPart } from '../../queries/composer-words.ts'
import { previewOf } from '../../queries/preview.ts'
import { titleOf } from '../../queries/title.ts'
import { checkWords } from '../../signoff/check-words.ts'
import { drawErrors, drawFindings, drawMarks, drawPreview, drawSummary } from './draw.ts'
import { keepSaved } from './save.ts'
import { announce } from './say.ts'

interface State { readonly number: number; readonly version: number; readonly rulebook: string | null; readonly channels: readonly Channel[]; readonly body: string }

const form = document.querySelector<HTMLFormElement>('#composer')!
const state = JSON.parse(document.querySelector('#composer-state')!.textContent) as State
const cards = [...form.querySelectorAll<HTMLElement>('[data-part]')]
const boxOf = (card: HTMLElement): HTMLTextAreaElement => card.querySelector('textarea')!
const partsNow = (): readonly Part[] => cards.map(card => ({ kind: card.dataset['part'] as PartKind, text: boxOf(card).value }))

/** The cards settle a little after the marks, so that nothing jumps under the fingers; a screen reader hears it after a pause. */
const SETTLES = 300, HEARD = 1_000

async function rulebook(): Promise<Rulebook | undefined> {
  if (state.rulebook === null) return undefined
  const answer = await fetch(`/rulebooks/${state.rulebook}`)
  const loaded = answer.ok ? loadRulebook(await answer.json()) : undefined
  return loaded?.ok ? loaded.value : undefined
}

const rules = await rulebook()
let settling: ReturnType<typeof setTimeout> | undefined, hearing: ReturnType<typeof setTimeout> | undefined
let undo: { readonly card: HTMLElement; readonly before: string } | undefined

function report(parts: readonly Part[]): Report | undefined {
  return rules && checkWords({ rulebook: rules, rulebookDigest: state.rulebook as never, parts, channels: state.channels, at: null })
}

/** Runs on every key: checks everything and moves the marks. */
function look(): readonly ComposerPart[] {
  const shown = partsOf(partsNow(), report(partsNow()))
  shown.forEach((part, i) => {
    const card = cards[i]!, length = card.querySelector<HTMLElement>('[data-length]')!
    drawMarks(card, part)
    length.textContent = String(part.length)
    length.parentElement!.className = part.length > LONGEST_PART ? 'cs-over' : part.length > LONGEST_PART - 20 ? 'cs-near' : ''
  })
  return shown
}

function settle(shown: readonly ComposerPart[]): void {
  shown.forEach((part, i) => {
    drawSummary(cards[i]!, part)
    drawFindings(cards[i]!, part, choice => use(cards[i]!, part, choice))
  })
  drawPreview(form, previewOf({ body: state.body, channels: state.channels, parts: partsNow().filter(({ text }) => text.trim() !== '') }))
  drawBar(shown)
  const title = titleOf({ draft: { title: form.querySelector<HTMLInputElement>('[name=title]')!.value, parts: partsNow() } })
  for (const place of form.querySelectorAll('[data-title]')) place.textContent = title
}

function drawBar(shown: readonly ComposerPart[]): void {
  const of = (level: string): number => shown.flatMap(part => part.findings).filter(finding => finding.level === level).length
  const bar = barOf({ blocks: of('block'), answers: of('check'), parts: shown })
  const sentence = form.querySelector<HTMLElement>('[data-bar-sentence]')!, go = form.querySelector<HTMLAnchorElement>('[data-go]')!
  sentence.textContent = bar.sentence
  sentence.className = `cs-${bar.tone}`
  form.querySelector('[data-bar-rest]')!.textContent = bar.rest
  form.querySelector('[data-send]')!.classList.toggle('govuk-button--secondary', bar.go !== null)
  go.classList.toggle('cs-hidden', bar.go === null)
  if (bar.go) [go.textContent, go.href] = [bar.go.text, bar.go.href]
}

function hear(shown: readonly ComposerPart[], before: number): void {
  const findings = shown.flatMap(part => part.findings.map(finding => ({ part, finding }))), last = findings.at(-1)
  if (findings.length === before) return
  announce(last ? `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'} in ${last.part.name}: ${last.finding.match}. ${last.finding.level === 'block' ? 'Blocks.' : ''}` : 'No findings.')
}

/** Replaces exactly the span that was found, and offers the way back. */
function use(card: HTMLElement, part: ComposerPart, { start, end, words }: { readonly start: number; readonly end: number; readonly words: string }): void {
  const box = boxOf(card)
  undo = { card, before: part.text }
  box.value = box.value.slice(0, start) + words + box.value.slice(end)
  box.focus()
  box.setSelectionRange(start + words.length, start + words.length)
  box.dispatchEvent(new Event('input', { bubbles: true }))
  settle(look())
  offerUndo()
}

function offerUndo(): void {
  form.querySelector('.cs-undo')?.remove()
  const { card, before } = undo!, line = document.createElement('p'), button = document.createElement('button')
  line.className = 'cs-undo'
  button.type = 'button'
  button.className = 'cs-link-button'
  button.textContent = 'Undo'
  button.addEventListener('click', () => {
    boxOf(card).value = before
    line.remove()
    boxOf(card).focus()
    boxOf(card).dispatchEvent(new Event('input', { bubbles: true }))
    settle(look())
  })
  line.append('Changed. ', button)
  card.querySelector('[data-findings]')!.before(line)
  announce('Changed.')
}

const count = (shown: readonly ComposerPart[]): number => shown.flatMap(part => part.findings).length
let shown = look()
settle(shown)

form.addEventListener('input', event => {
  if (!(event.target instanceof HTMLTextAreaElement)) return
  const before = count(shown)
  shown = look()
  clearTimeout(settling)
  clearTimeout(hearing)
  settling = setTimeout(() => settle(shown), SETTLES)
  hearing = setTimeout(() => hear(shown, before), HEARD)
})

// The same words as the server's, before the round trip; the server says them again to whoever has no script.
form.addEventListener('submit', event => {
  const pressed = event.submitter, errors = errorsOf(partsOf(partsNow(), report(partsNow())))
  if (!pressed?.hasAttribute('data-send') || errors.length === 0) return
  event.preventDefault()
  drawErrors(form, errors)
})

for (const link of form.querySelectorAll<HTMLAnchorElement>('[data-go]')) {
  link.addEventListener('click', () => {
    const card = form.querySelector<HTMLElement>(new URL(link.href).hash)
    if (card) setTimeout(() => card.querySelector<HTMLElement>('textarea')?.focus(), 0)
  })
}

// Ctrl+Enter sends for sign-off; no key signs, releases or refuses.
form.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  form.requestSubmit(form.querySelector<HTMLButtonElement>('[data-send]'))
})

keepSaved(form, state)
