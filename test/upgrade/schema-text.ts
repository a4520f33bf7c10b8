// A database's schema as a text: two databases with the same text have the same tables, rules, rights and functions.
import type { ClientBase } from 'pg'
import { rightsToText } from '../../src/adapters/store/schema/rights-text.ts'

const QUESTION = `
select line from (
  select format('table %s owner %s security %s %s', c.relname, pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity) as line
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  union all select format('column %s.%s %s null %s default %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  union all select format('constraint %s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace
  union all select format('index %s', pg_get_indexdef(indexrelid)) from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = 'public'::regnamespace
  union all select format('policy %s %s %s %s %s', polrelid::regclass, polname, polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) from pg_policy
  union all select format('trigger %s', pg_get_triggerdef(t.oid)) from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'public'::regnamespace and not tgisinternal
  union all select format('function %s may %s', pg_get_functiondef(oid), proacl) from pg_proc where pronamespace = 'public'::regnamespace
) as lines order by line collate "C"`

export async function schemaToText(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ line: string }>(QUESTION)
  return `${rows.map(row => row.line).join('\n')}\n${await rightsToText(client)}`
}
