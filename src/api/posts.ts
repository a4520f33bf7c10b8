// Posts: listing, reading, beginning one, changing its words, and who approved it. Whose token it is becomes a contributor, and so can never approve.
import { Type, type TObject } from 'typebox'
import { beginPost } from '../commands/begin-post.ts'
import { runPlain } from '../commands/run.ts'
import { saveDraft } from '../commands/save-draft.ts'
import { done, refuse, type Refusal } from '../core/result.ts'
import { postsList } from '../queries/posts-list.ts'
import { whoApprovedThis } from '../queries/who-approved-this.ts'
import { channelsInForce, workingCopy } from '../queries/working-copy.ts'
import { route, type Call, type Refused } from './route.ts'
import { channelSchema, numbered, savedSchema, whoApprovedSchema, workingCopySchema } from './schemas.ts'

const listed = Type.Object({ number: Type.Integer(), title: Type.String(), words: Type.String(), state: Type.String(), waits: Type.String(), author: Type.String() })
const looked = Type.Object({
  words: Type.Optional(Type.String({ maxLength: 200, description: 'Only posts that have all of these words, captions and alt text included.' })),
  before: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Only posts with a lower number: the next page of a long list.' })),
}, { additionalProperties: false })

const channels = route({
  method: 'GET', at: '/channels', name: 'list-channels', title: 'The channels', says: 'The channels of the policy in force, with the ids by which a post names them.', scope: 'read', refuses: [],
  answers: { status: 200, type: 'application/json', schema: Type.Object({ channels: Type.Array(channelSchema) }) },
  run: async ({ ask }) => done({ channels: await ask(channelsInForce) }),
})

const list = route({
  method: 'GET', at: '/posts', name: 'list-posts', title: 'The posts, the newest first', says: 'Fifty at a time. `older` is the `before` of the next page, or null.', scope: 'read', query: looked, refuses: [],
  answers: { status: 200, type: 'application/json', schema: Type.Object({ posts: Type.Array(listed), older: Type.Union([Type.Integer(), Type.Null()]) }) },
  run: async ({ ask, query }) => {
    const { hits, older } = await ask(asking => postsList(asking, query.words ?? '', query.before))
    return done({ posts: hits.map(({ number, title, words, state, waits, author }) => ({ number, title, words, state: state.text, waits, author })), older })
  },
})

const read = route({
  method: 'GET', at: '/posts/{number}', name: 'read-post', title: 'A post’s working copy', says: 'Its words as they stand, its version, who wrote it, and where it stands.', scope: 'read', path: numbered, refuses: ['POST_NOT_THERE'],
  answers: { status: 200, type: 'application/json', schema: workingCopySchema },
  run: ({ ask, path }) => ask(asking => workingCopy(asking, path.number)),
})

const begin = route({
  method: 'POST', at: '/posts', name: beginPost.name, title: 'Begin a post with its first words', scope: 'draft', body: beginPost.input,
  says: 'What is left out is as in a new post: no words, the first channel, two days from now. The token’s person is its first contributor.',
  refuses: ['ADVISER_CANNOT_WRITE', 'ADMINISTRATOR_CANNOT_SIGN', 'RIGHT_MISSING', 'NO_POLICY', 'CHANNEL_UNKNOWN', 'WINDOW_WRONG', 'BROKEN_LETTERS'],
  answers: { status: 201, type: 'application/json', schema: savedSchema },
  run: async ({ behind: { opened }, token, body }) => {
    const begun = await runPlain(opened.doors, beginPost, { actor: token.person, input: body })
    if (!begun.ok) return begun
    const { number, draft: { version } } = (await opened.store.read(reader => reader.post(begun.value.post)))!
    return done({ number, version })
  },
})

const save = route({
  method: 'PUT', at: '/posts/{number}/draft', name: saveDraft.name, title: 'Change a post’s words', scope: 'draft', path: numbered, body: saveDraft.input,
  says: 'The whole working copy, over the version that you read. When somebody else saved meanwhile nothing is changed, and the refusal carries both texts as `theirs` and `yours`. A change of a post that was sent for sign-off voids its signatures.',
  refuses: ['POST_NOT_THERE', 'STALE_SAVE', 'ADVISER_CANNOT_WRITE', 'ADMINISTRATOR_CANNOT_SIGN', 'RIGHT_MISSING', 'NO_POLICY', 'CHANNEL_UNKNOWN', 'WINDOW_WRONG', 'BROKEN_LETTERS', 'WITHDRAWN', 'GONE_OUT'],
  answers: { status: 200, type: 'application/json', schema: savedSchema },
  run: async call => {
    const { behind: { opened }, token, path: { number }, body } = call
    const saved = await runPlain(opened.doors, saveDraft, { actor: token.person, post: number, input: body })
    if (saved.ok) return done({ number, version: saved.value.version })
    return saved.code === 'STALE_SAVE' ? stale(call, saved) : saved
  },
})

/** A save that lost the race inside the database does not say to whom, so the words that won are read again. */
async function stale({ behind: { opened }, path, body }: Call<typeof numbered, TObject, typeof saveDraft.input>, refusal: Refusal): Promise<Refused> {
  const draft = (await opened.store.read(reader => reader.post(path.number)))?.draft, { title, parts: mine } = body as { readonly title: string; readonly parts: unknown }
  if (!draft) return refusal
  return { ...refuse('STALE_SAVE', { person: draft.savedBy, at: draft.savedAt }), beside: { theirs: { version: draft.version, title: draft.title, parts: draft.parts }, yours: { title, parts: mine } } }
}

const whoApproved = route({
  method: 'GET', at: '/posts/{number}/who-approved', name: 'who-approved', title: 'Who approved this?', says: 'The answer of the page, with the entries of the record that it rests on.', scope: 'read', path: numbered, refuses: ['POST_NOT_THERE'],
  answers: { status: 200, type: 'application/json', schema: whoApprovedSchema },
  run: async ({ ask, path }) => {
    const answered = await ask(asking => whoApprovedThis(asking, path.number))
    if (!answered.ok) return answered
    const { number, title, answer, after, deeds, changed, origin, live, signedEntries, warning, proves, demo } = answered.value
    return done({ number, title, answer, after, deeds: deeds.map(({ person, role, did, what, at }) => ({ person, role, did, what, at })), changed, origin, live, signedEntries, warning, proves, demo })
  },
})

export const postRoutes = [channels, list, read, begin, save, whoApproved]
