// The rulebook that a command checks with: the folder it is given, or the one that comes with the product.
import { fileURLToPath } from 'node:url'
import type { LoadedRulebook } from '../adapters/rulebook/read.ts'
import { reasons } from '../check/reasons.ts'
import { Unreadable } from './input.ts'
import { keep, keyOf, takeKept } from './kept-rulebook.ts'

export const OWN_RULEBOOK = fileURLToPath(new URL('../../rulebooks/uk-government', import.meta.url))

/** As it was kept by an earlier command, or loaded. Throws `Unreadable` with file, line and a sentence when the rulebook does not load. */
export async function openRulebook(folder = OWN_RULEBOOK): Promise<LoadedRulebook> {
  const key = keyOf(folder), kept = key === undefined ? undefined : takeKept(key)
  if (kept) return kept
  const { loadRulebookFolder } = await import('../adapters/rulebook/read.ts'), loaded = loadRulebookFolder(folder)
  if (!loaded.ok) throw new Unreadable(reasons.RULEBOOK_WRONG.says(loaded.facts))
  if (key !== undefined) keep(key, loaded.value)
  return loaded.value
}
