// The rulebook that a command checks with: the folder it is given, or the one that comes with the product.
import { fileURLToPath } from 'node:url'
import { loadRulebookFolder, type LoadedRulebook } from '../adapters/rulebook/read.ts'
import { reasons } from '../check/reasons.ts'
import { Unreadable } from './input.ts'

export const OWN_RULEBOOK = fileURLToPath(new URL('../../rulebooks/uk-government', import.meta.url))

/** Throws `Unreadable` with file, line and a sentence when the rulebook does not load. */
export function openRulebook(folder = OWN_RULEBOOK): LoadedRulebook {
  const loaded = loadRulebookFolder(folder)
  if (!loaded.ok) throw new Unreadable(reasons.RULEBOOK_WRONG.says(loaded.facts))
  return loaded.value
}
