// Every role at every state of a post: bodies brought there through the commands, for the table of what each person may do next.
import type { Command } from '../src/commands/command.ts'
import { commands } from '../src/commands/index.ts'
import { releasePost } from '../src/commands/release-post.ts'
import { refusePost, returnPost } from '../src/commands/object-to-post.ts'
import { saveDraft } from '../src/commands/save-draft.ts'
import { signOffPost } from '../src/commands/sign-off-post.ts'
import { submitPost } from '../src/commands/submit-post.ts'
import { withdrawPost } from '../src/commands/withdraw-post.ts'
import type { Post } from '../src/commands/ports.ts'
import type { Action } from '../src/commands/may.ts'
import { MemoryBody, must, type Roll } from './memory-body.ts'

/** Who stands in the table: the part that they play in the post, and the name. */
export const CAST: { readonly [part: string]: string } = {
  author: 'Asha Quill', 'press officer': 'Ben Folio', 'duty editor': 'Dora Galley', 'head of news': 'Hugh Banner', 'propriety officer': 'Priya Serif',
  'press officer, understanding not confirmed': 'Mo Carbon', 'special adviser': 'Sol Verso', administrator: 'Ada Hinge', auditor: 'Ines Ledger',
}
const ROLL: Roll = {
  'Asha Quill': { roles: ['press-officer'] }, 'Ben Folio': { roles: ['press-officer'] }, 'Dora Galley': { roles: ['duty-editor'] }, 'Mo Carbon': { roles: ['press-officer'], understood: false },
  'Sol Verso': { roles: ['adviser'], capacity: 'special-adviser', understood: false }, 'Ada Hinge': { roles: ['administrator'], understood: false }, 'Ines Ledger': { roles: ['auditor'], understood: false },
}
const WORDS = [{ kind: 'text', text: 'Ferries run to the winter timetable from Monday.' }] as const

type Step = (body: MemoryBody, number: number) => Promise<void>
const acted = (name: string, command: Parameters<MemoryBody['act']>[1], input: (post: Post) => object = () => ({})): Step => async (body, number) => must(await body.act(name, command, { post: number, input: input(await body.post(number)) }))
const ran = (name: string, command: Parameters<MemoryBody['run']>[1], input: (post: Post) => object = () => ({})): Step => async (body, number) => {
  const result = await body.run(name, command, { post: number, input: input(await body.post(number)) })
  if (!result.ok) throw new Error(result.code)
}
const edit = ran('Asha Quill', saveDraft, ({ draft }) => ({ over: draft.version, title: '', parts: [{ kind: 'text', text: 'Ferries run.' }], channels: draft.channels, from: draft.window.from, until: draft.window.until }))
const send = acted('Asha Quill', submitPost, ({ draft }) => ({ over: draft.version })), one = acted('Ben Folio', signOffPost), two = acted('Dora Galley', signOffPost)
const wentOut: Step = async (body, number) => {
  const post = await body.post(number)
  body.keeperSays(post.id, { kind: 'receipt', channel: post.draft.channels[0]!, attempt: 0, package: post.standing.submission!.digest, outcome: 'sent', how: 'answer', remote: null, sentAt: body.now })
}
/** The states of a post, each with the steps that lead there. */
export const STATES: { readonly [state: string]: readonly Step[] } = {
  draft: [], sent: [send], 'signed by one': [send, one], 'everyone has signed': [send, one, two], 'changed after a signature': [send, one, edit], returned: [send, ran('Ben Folio', returnPost, () => ({ remark: 'Which ferries?' }))],
  refused: [send, ran('Ben Folio', refusePost, () => ({ remark: 'Not this week.' }))], withdrawn: [send, ran('Asha Quill', withdrawPost)], released: [send, one, two, acted('Dora Galley', releasePost)], 'gone out': [send, one, two, acted('Dora Galley', releasePost), wentOut],
}

export async function postIn(state: string): Promise<{ readonly body: MemoryBody; readonly number: number }> {
  const body = await MemoryBody.begin(ROLL), { number } = await body.written(WORDS)
  for (const step of STATES[state]!) await step(body, number)
  return { body, number }
}

/** The commands about one post, with what a person would type. */
export const ON_A_POST: readonly Action[] = ['save-draft', 'submit-post', 'withdraw-post', 'sign-off-post', 'return-post', 'refuse-post', 'lift-refusal', 'release-post']
export const commandNamed = (name: Action): Command => commands.find(command => command.name === name)!

export function typedFor(name: Action, { draft, standing }: Post): object {
  switch (name) {
    case 'save-draft':
      return { over: draft.version, title: '', parts: [{ kind: 'text', text: 'Ferries run to another timetable.' }], channels: draft.channels, from: draft.window.from, until: draft.window.until }
    case 'submit-post':
      return { over: draft.version }
    case 'return-post':
    case 'refuse-post':
      return { remark: 'Say which ferries.' }
    case 'lift-refusal':
      return { entry: standing.refusals[0]?.entry ?? 0 }
    default:
      return {}
  }
}
