// The sentence for a refusal on the signing origin: its own reasons, and for everything else the catalogue that all pages share.
import type { Reason } from '../core/reason.ts'
import type { Refusal } from '../core/result.ts'
import { word } from '../pages/catalogue.ts'
import type { Known } from '../queries/known.ts'
import { reasons } from './reasons.ts'

export interface Sentence { readonly sentence: string; readonly status: Reason['status'] }

const OWN: { readonly [code: string]: Reason } = reasons

export function sentenceOf(refusal: Refusal, { names }: Pick<Known, 'names'>): Sentence {
  const own = Object.hasOwn(OWN, refusal.code) ? OWN[refusal.code] : undefined
  return own ? { sentence: own.says(refusal.facts), status: own.status } : word(refusal, names)
}
