// Runs every fitness check over the repository; exits 1 if one of them finds a fault.
import { importsOneWay } from './fitness/01-imports.ts'
import { reasons } from './fitness/02-reasons.ts'
import { rules } from './fitness/03-rules.ts'
import { commands } from './fitness/04-commands.ts'
import { offers } from './fitness/05-offers.ts'
import { documents } from './fitness/08-documents.ts'
import { reach } from './fitness/09-reach.ts'
import { productAlone } from './fitness/11-product-alone.ts'
import { plainCode } from './fitness/12-plain-code.ts'
import { root } from './root.ts'

for (const { number, title, look } of [importsOneWay, reasons, rules, commands, offers, documents, reach, productAlone, plainCode]) {
  const { faults, waiting = [] } = await look(root)
  console.log(`${faults.length > 0 ? '✖' : '✔'} ${number} ${title}${waiting.map(what => ` (${what})`).join('')}`)
  for (const fault of faults) console.log(`    ${fault}`)
  if (faults.length > 0) process.exitCode = 1
}
