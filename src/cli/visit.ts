// Visits the service's sites as a browser would, without one: on this machine, with the name in the Host header, cookies kept and redirects given back.
import { Agent, request } from 'node:http'

export interface Answer { readonly status: number; readonly location: string | undefined; readonly text: string; readonly headers: { readonly [name: string]: string | readonly string[] | undefined } }
export interface Visit {
  get(path: string): Promise<Answer>
  /** Posts a form, as a page would. */
  form(path: string, fields: { readonly [name: string]: string | readonly string[] }): Promise<Answer>
  json(path: string, body: object): Promise<Answer>
  /** Lets the connections go. */
  close(): void
}

/** `origin` as browsers call it (`http://sign.localhost:3001`); names under localhost are this machine, which Node does not find by itself. */
export function visitor(origin: string, host: string = new URL(origin).host): Visit {
  const { port } = new URL(origin), agent = new Agent({ keepAlive: true, maxSockets: 16 }), cookies = new Map<string, string>()
  const send = (method: 'GET' | 'POST', path: string, type?: string, body?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const headers = { host, ...(cookie === '' ? {} : { cookie }), ...(body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body), origin }) }
      const asking = request({ host: '127.0.0.1', port: port || 80, method, path, headers, agent }, answer => {
        for (const set of answer.headers['set-cookie'] ?? []) keep(cookies, set)
        let text = ''
        answer.setEncoding('utf8').on('data', (piece: string) => { text += piece }).on('error', reject).on('end', () => resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, text, headers: answer.headers }))
      })
      asking.on('error', reject).end(body)
    })
  return {
    get: path => send('GET', path),
    form: (path, fields) => send('POST', path, 'application/x-www-form-urlencoded', new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : value.map(each => [name, each])))).toString()),
    json: (path, body) => send('POST', path, 'application/json', JSON.stringify(body)),
    close: () => agent.destroy(),
  }
}

function keep(cookies: Map<string, string>, set: string): void {
  const [pair] = set.split(';'), at = pair!.indexOf('=')
  cookies.set(pair!.slice(0, at), pair!.slice(at + 1))
}
