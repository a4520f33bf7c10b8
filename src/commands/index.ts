// The one list of everything that a person can do: pages, command line, permission table and documents come from it.
import { addPerson } from './add-person.ts'
import { beginPost } from './begin-post.ts'
import { changePolicy } from './change-policy.ts'
import type { Command, SignedCommand } from './command.ts'
import { confirmUnderstanding } from './confirm-understanding.ts'
import { declareUnderstanding } from './declare-understanding.ts'
import { enrolKey } from './enrol-key.ts'
import { liftRefusal } from './lift-refusal.ts'
import { refusePost, returnPost } from './object-to-post.ts'
import { releasePost } from './release-post.ts'
import { saveDraft } from './save-draft.ts'
import { signOffPost } from './sign-off-post.ts'
import { submitPost } from './submit-post.ts'
import { vouchForKey } from './vouch-for-key.ts'
import { withdrawPost } from './withdraw-post.ts'

export const commands: readonly Command[] = [
  beginPost, saveDraft, submitPost, withdrawPost, signOffPost, returnPost, refusePost, liftRefusal, releasePost, declareUnderstanding, confirmUnderstanding, addPerson, enrolKey, vouchForKey, changePolicy,
]

export const signedCommands: readonly SignedCommand[] = commands.filter(command => command.kind === 'signed')
