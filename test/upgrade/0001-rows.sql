-- A row in every table of the first schema, for the test that upgrades it. Only added to with the schema that it belongs to.
insert into body (id, name) values ('00000000-0000-4000-8000-000000000001', 'Department for Arrivals');
insert into person (id, body, name, name_salt, slug, job, created) values ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 'Asha Quill', 'c2FsdA', 'asha-quill', 'press officer', '2026-01-02T03:04:05Z');
insert into session (id, body, data, until) values (sha256('session'), '00000000-0000-4000-8000-000000000001', '{"person": "00000000-0000-4000-8000-000000000002"}', '2027-01-02T03:04:05Z');
insert into ticket (hash, body, purpose, person, detail, until) values (sha256('ticket'), '00000000-0000-4000-8000-000000000001', 'read', '00000000-0000-4000-8000-000000000002', '{"page": "post"}', '2026-01-02T03:05:05Z');
insert into post (id, body, number, author, title, created) values ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000001', 1, '00000000-0000-4000-8000-000000000002', 'Small boat crossings', '2026-01-02T03:04:05Z');
insert into draft (post, body, title, parts, channels, version, saved_by, saved_at) values ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000001', 'Small boat crossings', '[{"kind": "text", "text": "Small boat crossings update"}]', '{00000000-0000-4000-8000-000000000004}', 2, '00000000-0000-4000-8000-000000000002', '2026-01-02T03:04:05Z');
insert into revision (post, number, body, bytes, cut_by, cut_at) values ('00000000-0000-4000-8000-000000000003', 1, '00000000-0000-4000-8000-000000000001', '{}', '00000000-0000-4000-8000-000000000002', '2026-01-02T03:04:05Z');
insert into package (body, post, revision, bytes) values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000003', 1, 'package');
insert into document (body, kind, bytes) values ('00000000-0000-4000-8000-000000000001', 'rulebook', 'rulebook');
insert into sealed (commitment, body, field, box) values (sha256('sealed'), '00000000-0000-4000-8000-000000000001', 'name', 'box');
insert into sealed_key (commitment, body, key) values (sha256('sealed'), '00000000-0000-4000-8000-000000000001', 'key');
insert into intake (id, body, bytes, via, said) values ('00000000-0000-4000-8000-000000000005', '00000000-0000-4000-8000-000000000001', '{}', 'countersign_sign', '2026-01-02T03:04:05Z');
insert into entry (body, index, intake, post, leaf, hash) values ('00000000-0000-4000-8000-000000000001', 0, '00000000-0000-4000-8000-000000000006', '00000000-0000-4000-8000-000000000003', 'leaf', sha256('leaf'));
insert into judged (body, intake, index, why, facts) values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000006', 0, 'SIGNER_WROTE_IT', '{}');
insert into folded (body, kind, id, value, index) values ('00000000-0000-4000-8000-000000000001', 'standing', 'now', '{}', 0);
insert into checkpoint (body, size, note, at) values ('00000000-0000-4000-8000-000000000001', 1, 'note', '2026-01-02T03:04:05Z');
insert into tile (body, path, bytes) values ('00000000-0000-4000-8000-000000000001', 'tile/0/000.p/1', 'tile');
