-- The one way to write. Many appends per call, each on its own: a conflict refuses one and leaves the others.
--
-- `names` holds each stream of the call once; per append there are the stream's number in `names`, the expected
-- revision (-1: no stream) and the count of its events; per event its id, type, data and metadata, in append order.
-- Answers per append: whether it is stored, the revision (of its last event, or the stream's actual one), its position.
--
-- Correct because of three things. The lock comes first and is held to the commit, so positions become visible in their
-- order and readers need no gap detection. What is read after it are statements of their own in READ COMMITTED, so their
-- snapshots are younger than the lock. Positions come from max(position), not from a sequence, which would leave gaps.
--
-- Nothing is ever updated: a counter row of the head or of a stream would leave a dead version per append, which pile up
-- while somebody holds an old snapshot. The last event of a stream is one step down the index of streams.
create or replace function :schema.append(
  names text[], stream_of int[], expected bigint[], counts int[],
  ids uuid[], types text[], data text[], metadata text[],
  out stored boolean[], out revisions bigint[], out positions bigint[]
) language plpgsql security definer
set search_path = :schema, pg_temp set lock_timeout = '1s' set enable_seqscan = off set plan_cache_mode = force_generic_plan
as $body$
#variable_conflict use_variable
declare
  head bigint;
  actual bigint[];
  append_of int[];
  to_position bigint[];
  to_revision bigint[];
  done int := 0;
  total int;
  repeated_at bigint;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'append needs isolation level read committed, not %', current_setting('transaction_isolation')
      using errcode = 'active_sql_transaction';
  end if;
  perform pg_advisory_xact_lock(:lock);
  select coalesce((select e.position from events e order by e.position desc limit 1), 0) into head;
  select array_agg(coalesce(
           (select e.revision from events e where e.stream = u.stream order by e.revision desc limit 1), -1) order by u.n)
    from unnest(names) with ordinality u(stream, n) into actual;
  -- done: events of the appends before this one; number n of the call goes to position n + to_position.
  for k in 1 .. cardinality(stream_of) loop
    total := counts[k];
    if actual[stream_of[k]] = expected[k] then
      to_position[k] := head - done;
      to_revision[k] := expected[k] - done;
      head := head + total;
      actual[stream_of[k]] := expected[k] + total;
      stored[k] := true; revisions[k] := expected[k] + total; positions[k] := head;
    else
      -- A repeat has its ids at the very revisions that it expects to write.
      repeated_at := null;
      if expected[k] < actual[stream_of[k]] then
        select max(e.position) into repeated_at from events e
         where e.stream = names[stream_of[k]] and e.revision > expected[k] and e.revision <= expected[k] + total
        having array_agg(e.event_id order by e.revision) = ids[done + 1 : done + total];
      end if;
      to_position[k] := null; to_revision[k] := null;
      stored[k] := repeated_at is not null;
      revisions[k] := case when stored[k] then expected[k] + total else actual[stream_of[k]] end;
      positions[k] := repeated_at;
    end if;
    append_of := append_of || array_fill(k, array[total]);
    done := done + total;
  end loop;
  insert into events (position, stream, revision, event_id, type, data, metadata)
  select u.n + to_position[u.k], names[stream_of[u.k]], u.n + to_revision[u.k], u.id, u.type, u.data::jsonb, u.metadata::jsonb
    from unnest(append_of, ids, types, data, metadata) with ordinality u(k, id, type, data, metadata, n)
   where to_position[u.k] is not null;
  if found then perform pg_notify(':channel', head::text); end if;
end $body$;
