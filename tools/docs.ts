// npm run docs: writes the documents that come from the code, and says which of them changed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { outdated, pages } from './docs/pages.ts'
import { root } from './root.ts'

for (const page of pages) {
  const text = await page.write(root)
  if (text === undefined || (await outdated(root, page)).length === 0) continue
  writeFileSync(join(root, page.path), text)
  console.log(`${page.path} written`)
}
