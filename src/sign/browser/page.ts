// The signing page as the browser has it: holds what is drawn against what is carried, shows what stands in the way, and what follows a signature.
import { base64urlToBytes, utf8ToText } from '../../core/bytes.ts'
import { later, type Instant } from '../../core/instant.ts'
import { partName } from '../../draft/part.ts'
import { browserCrypto } from '../../adapters/crypto/browser.ts'
import type { After } from '../after.ts'
import { codeToBlocks } from '../../pages/prose.ts'
import { packageShown } from '../agree.ts'
import type { Carried } from '../carried.ts'
import { linesOf } from '../says.ts'
import { stopped, type Stopped } from './ask.ts'

export const all = <Found extends HTMLElement>(selector: string): readonly Found[] => [...document.querySelectorAll<Found>(selector)]
const one = (selector: string): HTMLElement | null => document.querySelector<HTMLElement>(selector)

export const differs = (member: string, quote = ''): Stopped => stopped('PAGE_DIFFERS', { member, quote: quote.slice(0, 4).toUpperCase() || null })

/** The service's time now: when the page was drawn, and what has passed since. */
export const nowBy = ({ served }: Pick<Carried, 'served'>): Instant => later(served, Math.round(performance.now()))

/** Throws unless every word that is drawn is one that the page carries, and none is missing. */
export function holdAgainstDrawn({ shown, words }: Carried): void {
  if (shown.of === 'package') {
    const packed = packageShown(browserCrypto, shown), previews = all('[data-preview-parts]')
    if (!packed || previews.length !== packed.channels.length) throw differs('package', shown.digest)
    const wanted = packed.parts.map(({ kind, text }, index) => (kind === 'text' ? '' : capital(partName(packed.parts, index))) + text)
    for (const preview of previews) if (!same([...preview.children].map(part => part.textContent ?? ''), wanted)) throw differs('words', shown.digest)
    return
  }
  const drawn = [...document.querySelectorAll('[data-lines] .cs-facts > div')].map(line => [line.querySelector('dt')?.textContent ?? '', line.querySelector('dd')?.textContent?.trim() ?? ''].join('\n'))
  const wanted = linesOf(browserCrypto, shown, words).map(({ name, text }) => [name, text.trim()].join('\n'))
  if (wanted.length === 0 || !same(drawn, wanted)) throw differs('lines')
  if (shown.of !== 'code') return
  const blocks = codeToBlocks(utf8ToText(base64urlToBytes(shown.bytes))).flatMap(block => (block.kind === 'list' ? block.items : [block.text]))
  if (!same([...document.querySelectorAll('[data-code] :is(h3, h4, p, li)')].map(({ textContent }) => textContent ?? ''), blocks)) throw differs('code', shown.digest)
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((text, i) => text === b[i])
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Shows the sentence at the top, with the focus on it. */
export function showProblem(sentence: string): void {
  const box = one('#problem')
  one('[data-problem]')!.textContent = sentence
  box!.hidden = false
  box!.focus()
}

export function hideProblem(): void {
  one('#problem')!.hidden = true
}

/** Says something to those who cannot see the page change. */
export function announce(sentence: string): void {
  one('#status')!.textContent = sentence
}

/** Says in the bar what the page waits for. */
export function waitFor(sentence: string): void {
  const bar = one('[data-bar-sentence]')
  if (bar) bar.textContent = sentence
  announce(sentence)
}

/** Where the press was made on the pages, they show what came of it. */
const GO_BACK = ['submit-post', 'release-post']

/** The page after a signature: what came of it, the receipt, and the way on. Focus goes to the heading. */
export function showAfter(after: After, purpose: string): void {
  if (after.counts && GO_BACK.includes(purpose)) return location.assign(after.next.href)
  for (const part of all('[data-before]')) part.hidden = true
  one('#after')!.hidden = false
  const heading = one('[data-after-heading]')!, receipt = one('[data-after-receipt]') as HTMLAnchorElement
  heading.textContent = after.heading
  one('[data-after-lead]')!.textContent = after.lead
  one('[data-after-lines]')!.replaceChildren(...after.lines.map(paragraph))
  receipt.textContent = after.receipt.text
  receipt.href = after.receipt.href
  showWayOn(after)
  scrollTo(0, 0)
  heading.focus()
}

function showWayOn({ next, release, counts }: After): void {
  const acts = one('[data-after-acts]'), link = one('[data-after-next]') as HTMLAnchorElement | null, button = one('[data-release]')
  if (acts) acts.hidden = false
  if (link) {
    link.textContent = release ? 'Not now' : next.text
    link.href = next.href
  }
  if (button) button.hidden = !release
  for (const part of all('[data-after-release]')) part.hidden = !release
  waitFor(release ? 'Everyone has signed. It has not gone out yet.' : counts ? 'It stands in the record.' : 'Nothing has changed.')
}

function paragraph(text: string): HTMLParagraphElement {
  const element = document.createElement('p')
  element.className = 'cs-words'
  element.textContent = text
  return element
}
