// Writes docs/api.md from the API's routes: the same list from which the door and the OpenAPI document are made.
import { isAlwaysRefused, openApi, refusalsOf, statusOf } from '../../src/api/open-api.ts'
import type { Route } from '../../src/api/route.ts'
import { routes } from '../../src/api/routes.ts'

export function apiPage(): string {
  const offered = routes.filter(route => !isAlwaysRefused(route)), refused = routes.filter(isAlwaysRefused)
  return `# The API

For programs that check, draft and read. Whoever has a token can at most read, check and draft as its person: no token signs in, sends for sign-off, approves, sets aside or releases. Written by \`npm run docs\` from \`src/api/\`: change it there.

An administrator makes a token on the page Settings, API tokens, for one person and for some of read, check and draft. It lasts a year at most, is shown once, and stops with the next request when it is revoked. Send it as \`Authorization: Bearer …\`, to the address of the pages with \`/api/v1\` before each path below. Cookies are not read, other origins are not answered, and a token has 300 requests a minute.

A refusal is \`application/problem+json\` (RFC 9457): \`status\`, the \`code\` for the program, and in \`detail\` the sentence that the pages would say. The codes stand in [reasons.md](reasons.md). Each route may also answer ${coded(EVERYWHERE)}.

| ask | what it does | the token is for |
|---|---|---|
${offered.map(({ method, at, title, scope }) => `| \`${method} ${at}\` | ${title} | ${scope ?? 'anything'} |\n`).join('')}
${offered.map(section).join('\n')}
## What only people do

Each command has an address, \`POST /commands/\` and its name, that always refuses: a program that tries is told why. Who may is in [permissions.md](permissions.md).

| command | what it does | the refusal |
|---|---|---|
${refused.map(({ name, title, refuses }) => `| \`${name}\` | ${title} | \`${refuses[0]!}\` |\n`).join('')}
## The document

OpenAPI 3.1, as \`/api/v1/openapi.json\` gives it.

\`\`\`json
${JSON.stringify(openApi(routes, '/api/v1'), null, 1)}
\`\`\`
`
}

const EVERYWHERE = ['TOKEN_MISSING', 'TOKEN_NOT_GOOD', 'SCOPE_MISSING', 'REQUESTS_TOO_MANY']

const coded = (codes: readonly string[]): string => codes.map(code => `\`${code}\` (${statusOf(code)})`).join(', ')

function section(route: Route): string {
  const { method, at, title, says, answers } = route, more = refusalsOf(route).filter(code => !EVERYWHERE.includes(code))
  return `## ${method} ${at}\n\n**${title}.** ${says} Answers ${answers.status}, ${answers.type.split(';')[0]!}.${more.length === 0 ? '' : ` Refuses with ${coded(more)}.`}\n`
}
