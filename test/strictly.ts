// Holds a strict form to its examples: each is read back, and a member too few, too many or of a wrong kind is refused.
import assert from 'node:assert/strict'

export function strictly(examples: readonly object[], read: (value: unknown) => unknown): void {
  for (const example of examples) {
    assert.deepEqual(read(example), example)
    for (const member of Object.keys(example)) {
      const { [member as never]: _left, ...without } = example as { [member: string]: unknown }
      assert.throws(() => read(without), TypeError, member)
      assert.throws(() => read({ ...example, [member]: ['wrong'] }), TypeError, member)
    }
    assert.throws(() => read({ ...example, more: 1 }), TypeError)
  }
  for (const wrong of [null, undefined, 'edit', [], {}, { act: 'clear', kind: 'clear' }, { act: '__proto__', kind: '__proto__' }, { act: 'constructor', kind: 'constructor' }]) assert.throws(() => read(wrong), TypeError)
}
