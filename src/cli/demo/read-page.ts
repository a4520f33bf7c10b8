// Reads what the demo's stories need out of a page: the token of its forms, and the sentence with which it says no.

/** Every form of a page carries the same token. */
export function tokenIn(html: string): string {
  const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1]
  if (token === undefined) throw new TypeError('the page has no form')
  return decoded(token)
}

/** The error summary's first sentence, else the page's first sentence. */
export function sentenceIn(html: string): string {
  const summary = /govuk-error-summary__list">\s*<li>(.*?)<\/li>/s.exec(html)?.[1], lead = /<p class="cs-lead">(.*?)<\/p>/s.exec(html)?.[1]
  return textOf(summary ?? lead ?? 'The page said no.')
}

/** The words of a piece of HTML. */
export const textOf = (html: string): string => decoded(html.replace(/<[^>]*>/g, '')).replace(/\s+/g, ' ').trim()

const NAMED: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"' }
const decoded = (text: string): string => text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name?: string) => (code === undefined ? (NAMED[name!] ?? whole) : String.fromCodePoint(Number(code))))

/** The policy that a page offers to sign, as its form carries it; nothing where it offers none. */
export function documentIn(html: string): string | undefined {
  const hidden = /<input[^>]*name="document"[^>]*value="([^"]*)"/.exec(html)?.[1]
  return hidden === undefined ? undefined : decoded(hidden)
}

/** What a page's element of this class says; nothing where there is none. */
export function saidIn(html: string, className: string): string | undefined {
  const inside = new RegExp(`<p class="${className}">(.*?)</p>`, 's').exec(html)?.[1]
  return inside === undefined ? undefined : textOf(inside)
}
