// The code's text as blocks: headings, paragraphs and lists, and nothing that could carry markup.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { codeToBlocks } from './prose.ts'

test('headings, paragraphs and lists keep their words', () => {
  assert.deepEqual(codeToBlocks('# The Code\n\nOne line\nand its second.\n\n- **First** of two\n- second,\n  set in\n\n### Smaller'), [
    { kind: 'heading', text: 'The Code' }, { kind: 'paragraph', text: 'One line and its second.' }, { kind: 'list', items: ['First of two', 'second, set in'] }, { kind: 'smaller', text: 'Smaller' },
  ])
})

test('no word of the code that the demonstration brings is lost', () => {
  const text = readFileSync(new URL('../../demo/code.md', import.meta.url), 'utf8'), words = (all: string): readonly string[] => all.replaceAll(/[#*_`-]/g, ' ').split(/\s+/).filter(word => word !== '')
  const shown = codeToBlocks(text).map(block => (block.kind === 'list' ? block.items.join(' ') : block.text)).join(' ')
  assert.deepEqual(words(shown), words(text))
})
