// Texts that are made to be slow, a million code units each: what is looked for again and again, what nearly is, and what parts it.
import { BOUNDS } from '../../src/check/post.ts'

const SEEDS: { readonly [name: string]: string } = {
  'a phrase again and again': 'activist lawyers ', 'a phrase without gaps': 'activistlawyers', 'nearly a phrase': 'activist lawyer activist ', 'a phrase mistyped': 'acitvist lawyers ', 'one letter': 'a', 'one word of many patterns': 'Labour ', 'words of many patterns': 'Labour the Tories will fail and cut up by 50% ',
  'spaces of no width': 'a\u200b', 'marks upon marks': 'a\u0301\u0301\u0301\u0301', 'stars': '*', 'masked words': 'act*vist l*wyers ', 'tags': '<b>', 'half tags': '<b <b ', 'links': '[a](', 'brackets': '](](', 'entities': '&#97;', 'apostrophes': "'s ", 'handles': '@activist_l4wyers ', 'addresses': 'https://activist.lawyers/',
  'emoji': '👏', 'flags': '🇦', 'half an emoji': '\ud83d', 'figures': '1234567890 ', 'shares': '50% more ', 'capitals': 'ACTIVISTLAWYERS', 'capitals here and there': 'aCtIvIsT', 'ligatures': '\ufb03\u00e6', 'dots': 'a.c.t.i.v.i.s.t.', 'gaps': 'a' + ' '.repeat(60), 'bold letters': '𝐚𝐜𝐭𝐢𝐯𝐢𝐬𝐭 ', 'figures for letters': '4ct1v1st l4wy3rs ', 'commas': 'judges, ', 'bars': 'a|c|t|i|',
}

export interface Hostile { readonly name: string; readonly parts: readonly { readonly kind: 'text' | 'alt'; readonly text: string }[] }

/** Each as ten parts of the most that a part may hold. Alt text is read by itself, thread items also as they follow one another. */
export const hostile = (kind: 'text' | 'alt' = 'text'): readonly Hostile[] => Object.entries(SEEDS).map(([name, seed]) => {
  const text = seed.repeat(Math.ceil(BOUNDS.part / seed.length)).slice(0, BOUNDS.part), parts = BOUNDS.post / BOUNDS.part
  return { name, parts: Array.from({ length: parts }, () => ({ kind, text })) }
})
