// The demo as data: who works at the fictional Department for Arrivals, and what they have written.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Part } from '../../draft/part.ts'

export interface FirstPerson { readonly slug: string; readonly name: string; readonly job: string; readonly roles: readonly string[] }
export interface CastPerson extends FirstPerson { readonly capacity: string; readonly manager: string; readonly understanding: 'confirmed' | 'declared' | 'none' }
export interface Cast { readonly body: { readonly name: string; readonly account: string }; readonly first: readonly FirstPerson[]; readonly people: readonly CastPerson[]; readonly note: string }
export interface CastPost {
  readonly title: string
  readonly author: string
  readonly parts: readonly Part[]
  /** Who signs it off, in order; without any it stays a draft. */
  readonly signed?: readonly string[]
  readonly released?: string
  /** Words that a block stops, and what the story puts in their place. */
  readonly putRight?: readonly { readonly part: number; readonly text: string }[]
}

const DEMO = join(import.meta.dirname, '../../../demo')
const read = <Value>(file: string): Value => JSON.parse(readFileSync(join(DEMO, file), 'utf8')) as Value

/** Read at once: the loader may lose sight of the package's folder afterwards. */
export const readCast = (): Cast => read<Cast>('people.json')
export const readPosts = (): readonly CastPost[] => read<readonly CastPost[]>('posts.json')
