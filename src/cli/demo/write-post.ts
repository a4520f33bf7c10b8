// Writing and sending a post by the pages' own forms: begin, fill in, send for sign-off.
import type { Part } from '../../draft/part.ts'
import type { Actor, Fields, SigningPage } from './actor.ts'

/** A post that one person is writing; `channels` are those that were ticked for it. */
export interface Written { readonly number: number; readonly channels: readonly string[] }

/** Begins a post and saves these words as its draft. */
export async function writePost(author: Actor, title: string, parts: readonly Part[]): Promise<Written> {
  const location = await author.post('/posts'), written = await openDraft(author, Number(/\/posts\/(\d+)\/edit/.exec(location)?.[1]))
  await author.post(`/posts/${written.number}/edit`, fieldsOf(written, title, parts))
  return written
}

/** The composer of a post that is there already. */
export const openDraft = async (author: Actor, number: number): Promise<Written> => ({ number, channels: channelsIn(await author.read(`/posts/${number}/edit`)) })

/** Sends it for sign-off with these words; throws `SaidNo` with the page's sentence where something stands in the way. */
export const sendPost = (author: Actor, written: Written, title: string, parts: readonly Part[]): Promise<SigningPage> => author.open(`/posts/${written.number}/submit`, fieldsOf(written, title, parts))

const fieldsOf = ({ channels }: Written, title: string, parts: readonly Part[]): Fields => ({ title, kind: parts.map(({ kind }) => kind), words: parts.map(({ text }) => text), channel: channels })

const channelsIn = (html: string): readonly string[] => [...html.matchAll(/<input[^>]*name="channel"[^>]*>/g)].flatMap(([box]) => /value="([^"]+)"/.exec(box)?.[1] ?? [])
