/**
 * What is kept of the people who work with the shop, in schema `app`, which is backed up: none of it is of the shop, so
 * none of it is in the log. No key between the two tables: a restore fills them in the order of their names.
 */
export const PEOPLE_TABLES = `
  create table if not exists app.saved_view (
    id uuid primary key,
    owner text not null,
    list text not null,
    name text not null,
    -- What names have in common that look alike.
    name_key text not null,
    query text not null,
    is_shared boolean not null,
    -- Its place among those of its owner, or among all that are shared.
    place int not null,
    unique (owner, list, name_key)
  );
  create index if not exists saved_view_list on app.saved_view (list);
  create table if not exists app.default_view (
    viewer text, list text, view uuid not null,
    primary key (viewer, list)
  );
  -- Hashes of passwords, in the form of PHC, each salted and under a secret that is not in the database.
  create table if not exists app.password (
    user_id text primary key, hash text not null, set_at timestamptz not null
  );
  -- Of tokens and of what browsers keep there are hashes alone: who reads them can use neither.
  create table if not exists app.one_time_token (
    hash bytea primary key,
    user_id text not null,
    purpose text not null,
    expires_at timestamptz not null,
    unique (user_id, purpose)
  );
  create table if not exists app.api_key (
    key uuid primary key,
    hash bytea not null,
    made_at timestamptz not null,
    used_at timestamptz,
    revoked_at timestamptz
  );
  create table if not exists app.session (
    hash bytea primary key,
    -- By which it is listed and ended.
    id uuid not null unique,
    user_id text not null,
    started_at timestamptz not null,
    seen_at timestamptz not null,
    agent text not null,
    address text not null,
    -- When its user last proved again who they are; null while that was when it began.
    proved_at timestamptz
  );
  alter table app.session add column if not exists proved_at timestamptz;
  create index if not exists session_user_id on app.session (user_id);
  -- Of clients at providers of single sign-on, sealed under the master key.
  create table if not exists app.identity_provider_secret (
    provider text primary key, issuer text not null, sealed bytea not null, set_at timestamptz not null
  );
  -- By which providers of payments sign what they tell, sealed under the master key. Until when each holds, once there is another.
  create table if not exists app.webhook_secret (
    id uuid primary key, method text not null, sealed bytea not null, made_at timestamptz not null, ends_at timestamptz
  );
  create index if not exists webhook_secret_method on app.webhook_secret (method);
  -- Browsers that are away at a provider; each keeps the key that this is the hash of.
  create table if not exists app.begun_sign_in (
    hash bytea primary key, provider text not null, next text not null, expires_at timestamptz not null
  );
  create table if not exists app.sign_in_tries (
    key text primary key,
    failed_at timestamptz[] not null default '{}',
    locked_until timestamptz
  );
  -- The secret of an authenticator is sealed under a key that is not in the database: codes are made of it.
  create table if not exists app.second_factor (
    user_id text primary key,
    sealed bytea not null,
    set_at timestamptz not null,
    -- The step of time of the last code that was accepted: none holds twice.
    last_step bigint not null
  );
  -- Keyed hashes, one for each that is not used yet.
  create table if not exists app.recovery_code (
    user_id text, hash text,
    primary key (user_id, hash)
  );
  -- Public halves of the keys that authenticators keep for this shop.
  create table if not exists app.passkey (
    -- As the authenticator knows it, base64url.
    id text primary key,
    user_id text not null,
    name text not null,
    public_key bytea not null,
    counter bigint not null,
    transports text[] not null,
    made_at timestamptz not null,
    used_at timestamptz
  );
  create index if not exists passkey_user_id on app.passkey (user_id);
  -- What an authenticator is to sign, each once. Of whom is null where they say that themselves.
  create table if not exists app.passkey_challenge (
    hash bytea primary key, purpose text not null, user_id text, expires_at timestamptz not null
  );
  -- Who has given their password and not yet their second factor.
  create table if not exists app.half_sign_in (
    hash bytea primary key, user_id text not null, way text not null, expires_at timestamptz not null
  )`
