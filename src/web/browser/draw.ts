// Draws what was found, with the same markup as the server's components.
import type { ComposerPart, ShownFinding } from '../../queries/composer-words.ts'
import type { MarkedPiece, Preview } from '../../queries/preview.ts'
import { capital } from '../../queries/words.ts'

export interface Choice { readonly start: number; readonly end: number; readonly words: string }

function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className: string, ...children: readonly (Node | string)[]): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  if (className !== '') made.className = className
  made.append(...children)
  return made
}

const piecesToNodes = (pieces: readonly MarkedPiece[]): readonly (Node | string)[] => pieces.map(({ text, mark }) => (mark ? element('mark', `cs-mark-${mark}`, text) : text))

/** A letter of no width at the end, so that a last empty line has its height. */
const LINE_END = '\u200b'

export const drawMarks = (card: HTMLElement, part: ComposerPart): void => card.querySelector('[data-marks]')!.replaceChildren(...piecesToNodes(part.pieces), LINE_END)

export function drawSummary(card: HTMLElement, { level, summary }: ComposerPart): void {
  const shown = card.querySelector<HTMLElement>('[data-summary]')!
  shown.className = level === 'block' ? 'cs-bad' : level === 'check' ? 'cs-wait' : 'cs-ok'
  shown.textContent = `${level ? '' : '✓ '}${summary}`
  card.classList.toggle('cs-part--bad', level === 'block')
  card.classList.toggle('cs-part--check', level === 'check')
}

/** Redrawn only where something differs, so that a press is never lost under the finger. */
export function drawFindings(card: HTMLElement, { findings }: ComposerPart, use: (choice: Choice) => void): void {
  const holder = card.querySelector<HTMLElement>('[data-findings]')!, key = JSON.stringify(findings)
  if (holder.dataset['drawn'] === key) return
  holder.dataset['drawn'] = key
  holder.replaceChildren(...findings.map(finding => findingCard(finding, use)))
}

const LEVELS = { block: ['red', '! Blocks'], check: ['yellow', '! Needs an answer'], advise: ['grey', 'Advice'] } as const

function findingCard(finding: ShownFinding, use: (choice: Choice) => void): HTMLElement {
  const [colour, word] = LEVELS[finding.level]
  const card = element('div', `cs-finding cs-finding--${finding.level}`, element('h3', '', element('strong', `govuk-tag govuk-tag--${colour}`, word), ` ${finding.match === '' ? '' : `“${finding.match}” `}${finding.says}`), element('p', '', finding.why))
  card.id = finding.id
  if (finding.instead.length > 0) card.append(element('p', '', element('b', '', 'Write instead')), ...finding.instead.map(words => useRow(finding, words, use)))
  if (finding.advice !== '') card.append(element('p', '', finding.advice))
  card.append(element('p', 'cs-small', `Rule ${finding.rule}. ${finding.source}${finding.quotation === null ? '' : `: “${finding.quotation}”`}`))
  return card
}

function useRow({ start, end }: ShownFinding, words: string, use: (choice: Choice) => void): HTMLElement {
  const button = element('button', 'govuk-button govuk-button--secondary', 'Use this', element('span', 'govuk-visually-hidden', `: ${words}`))
  button.type = 'button'
  button.addEventListener('click', () => use({ start, end, words }))
  return element('div', 'cs-use', element('span', '', words), button)
}

export function drawPreview(form: HTMLElement, { parts }: Preview): void {
  const shown = parts.map(({ kind, name, pieces, follows }) => {
    if (kind === 'text') return element('p', `cs-post__words${follows ? ' cs-post__thread' : ''}`, ...piecesToNodes(pieces))
    const className = kind === 'caption' || kind === 'cue' || kind === 'seen' ? 'cs-post__caption' : 'cs-post__card'
    return element('p', className, element('span', 'cs-post__kind', capital(name)), ...piecesToNodes(pieces))
  })
  form.querySelector('[data-preview-parts]')!.replaceChildren(...(shown.length > 0 ? shown : [element('p', 'cs-quiet', 'Nothing has been written yet.')]))
}

/** The error summary, which takes the focus. */
export function drawErrors(form: HTMLElement, errors: readonly { readonly text: string; readonly href: string }[]): void {
  const list = element('ul', 'govuk-list govuk-error-summary__list', ...errors.map(({ text, href }) => {
    const link = element('a', '', text)
    link.href = href
    return element('li', '', link)
  }))
  const inside = element('div', '', element('h2', 'govuk-error-summary__title', 'You cannot send this yet'), element('div', 'govuk-error-summary__body', list))
  inside.setAttribute('role', 'alert')
  const summary = element('div', 'govuk-error-summary', inside)
  summary.tabIndex = -1
  form.querySelector('[data-errors]')!.replaceChildren(summary)
  summary.focus()
}
