// The text of the code as blocks that a page can set: headings, paragraphs and lists of plain Markdown, and nothing that could carry markup.

export type Block = { readonly kind: 'heading' | 'smaller' | 'paragraph'; readonly text: string } | { readonly kind: 'list'; readonly items: readonly string[] }

export function codeToBlocks(text: string): readonly Block[] {
  return text.replaceAll('\r\n', '\n').split(/\n{2,}/).map(block => block.trim()).filter(block => block !== '').map(blockOf)
}

function blockOf(block: string): Block {
  const heading = /^(#{1,6})\s+(.*)$/s.exec(block)
  if (heading) return { kind: heading[1]!.length <= 2 ? 'heading' : 'smaller', text: plain(heading[2]!) }
  const lines = block.split('\n')
  if (lines.every(line => /^(?:[-*]|\d+\.)\s|^\s+\S/.test(line))) return { kind: 'list', items: itemsOf(lines) }
  return { kind: 'paragraph', text: plain(lines.join(' ')) }
}

/** A line that is set in goes on with the item before it. */
const itemsOf = (lines: readonly string[]): readonly string[] => {
  const items: string[] = []
  for (const line of lines) {
    const item = /^(?:[-*]|\d+\.)\s+(.*)$/.exec(line)
    if (item || items.length === 0) items.push(plain(item?.[1] ?? line.trim()))
    else items.push(`${items.pop()!} ${plain(line.trim())}`)
  }
  return items
}

const plain = (text: string): string => text.replaceAll(/\*\*|__|`/g, '').replaceAll('\n', ' ').trim()
