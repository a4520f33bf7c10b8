// The folder that holds package.json.
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')
