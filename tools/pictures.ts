// Takes the pictures of README and tour from a demonstration of its own: node tools/pictures.ts
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Town, type Person } from '../test/journeys/town.ts'
import { root } from './root.ts'

const folder = join(root, 'docs/pictures')
const SCREEN = { width: 1280, height: 1000 } as const

async function take(person: Person, name: string): Promise<void> {
  await person.page.evaluate(() => document.fonts.ready)
  await person.page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`docs/pictures/${name}.png`)
}

mkdirSync(folder, { recursive: true })
const town = await Town.open()
try {
  const asha = await town.person('Asha Quill', { viewport: SCREEN })
  await asha.page.getByRole('link', { name: 'Returns: how the rules work' }).first().click()
  await asha.page.getByText('Rule POL-02').waitFor()
  await take(asha, 'composer')
  const dora = await town.person('Dora Galley', { viewport: SCREEN })
  await dora.open('/posts/2')
  await dora.button('Review and sign').first().click()
  await dora.reads('The whole post, as it will appear')
  await take(dora, 'review')
  await asha.open('/posts/1/who-approved')
  await asha.page.getByText('The proof holds.').waitFor()
  await take(asha, 'who-approved')
} finally {
  await town.close()
}
