// npm run bench: speed beside other engines. With "disguises" what is found in each disguise, with "archive" a million posts through the command.

const [word, ...rest] = process.argv.slice(2)
if (word === 'disguises') (await import('./check/disguises.ts')).disguises(rest)
else if (word === 'archive') await (await import('./check/archive.ts')).archive(rest)
else await (await import('./check/table.ts')).table(word === undefined ? rest : [word, ...rest])
process.exit(0)
