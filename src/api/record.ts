// The record: the newest signed checkpoint, and the receipt of an entry, so that a program can verify for itself.
import { Type } from 'typebox'
import { done, refuse } from '../core/result.ts'
import { route } from './route.ts'
import { receiptSchema } from './schemas.ts'

const checkpoint = route({
  method: 'GET', at: '/record/checkpoint', name: 'read-checkpoint', title: 'The newest checkpoint', says: 'A signed note: origin, size, root and signature. Keep it: a later one must hold everything that this one holds.', scope: 'read', refuses: ['RECORD_NOT_BEGUN'],
  answers: { status: 200, type: 'text/plain; charset=utf-8', schema: Type.String() },
  run: async ({ ask }) => {
    const tree = await ask(({ reader }) => reader.tree())
    return tree ? done(tree.note) : refuse('RECORD_NOT_BEGUN')
  },
})

const receipt = route({
  method: 'GET', at: '/receipts/{index}', name: 'read-receipt', title: 'The receipt of an entry', says: 'The entry with the proof that the newest checkpoint covers it. `countersign verify` takes the file.', scope: 'read', refuses: ['ENTRY_NOT_THERE'],
  path: Type.Object({ index: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) }, { additionalProperties: false }),
  answers: { status: 200, type: 'application/json', schema: receiptSchema },
  run: async ({ behind, path }) => {
    const bytes = await behind.receipt(path.index)
    return bytes ? done(bytes) : refuse('ENTRY_NOT_THERE')
  },
})

export const recordRoutes = [checkpoint, receipt]
