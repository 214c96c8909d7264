-- Who signed in, which tokens scripts have, and what was done. Local tables: never distributed.

create table sessions (
  -- SHA-256 of what the cookie holds
  id_hash text not null primary key,
  login text not null,
  -- of the account on GitHub
  user_id bigint not null,
  -- the person's own token at GitHub, sealed with the session secret
  sealed_token text not null,
  begun_at timestamptz not null,
  ends_at timestamptz not null
);
create index sessions_end on sessions (ends_at);

create table api_tokens (
  id text not null primary key,
  -- SHA-256 of the token
  token_hash text not null unique,
  name text not null,
  -- whose it is; null: it was made on the machine
  login text,
  scope text not null,
  -- where the repositories are
  host text not null,
  -- [{"id", "name": owner/name in lower case}]; null: all, which only a token made on the machine has
  repositories jsonb,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  revoked_at timestamptz
);
create index api_tokens_login on api_tokens (login);

create table audit_log (
  id text not null primary key,
  at timestamptz not null,
  -- a login, `token NAME of LOGIN`, or `this machine`
  actor text not null,
  action text not null,
  -- what it was done to
  subject text not null
);
create index audit_log_at on audit_log (at, id);

alter table stored_slos add column changed_by text;

-- The verdicts of a stretch of time, for what is compared by provider or another column: they are written nearly in the order of their times.
create index verdicts_at on verdicts using brin (at) with (pages_per_range = 32);
