// The page for what cannot be signed at all at the moment: the sentence, and the way back.
import type { Refusal } from '../../core/result.ts'
import { sentenceOf } from '../sentence.ts'
import { backTo, type ShowGiven, type SigningPage } from './page.ts'

export function refusalPage(given: ShowGiven, refusal: Refusal, post?: number): SigningPage {
  const { sentence, status } = sentenceOf(refusal, given.known)
  const back = post === undefined ? backTo(given, '/work', 'My work') : backTo(given, `/posts/${post}`, `Post ${post}`)
  return { status, template: 'message.njk', title: 'Nothing has been signed', context: { message: { heading: 'Nothing has been signed', lines: [sentence], next: { href: back.href, text: `Back to ${back.text === 'My work' ? 'my work' : 'the post'}` } } }, carried: undefined, back }
}
