import { type Db, run } from '../../src/store/database.ts';

/**
 * What `cislo migrate --citus` asks of Citus, played by plain SQL: the catalogue table pg_dist_partition, and
 * create_distributed_table and citus_add_local_table_to_metadata, which write there, and where a repository lies; the first refuses what the documentation of Citus says that it refuses. Nothing is
 * distributed. This is no Citus: that the statements run on a real one is not shown by any test in this repository.
 */
const standIn = `
  create table pg_dist_partition (logicalrelid regclass primary key, partmethod "char" not null, colocationid int not null);
  create function create_distributed_table(
    table_name regclass, distribution_column text, distribution_type text default 'hash', colocate_with text default 'default',
    shard_count int default null
  ) returns void language plpgsql as $$
  declare
    colocation int := 1 + (select coalesce(max(colocationid), 0) from pg_dist_partition);
  begin
    if exists (select from pg_dist_partition where logicalrelid = table_name) then
      raise exception 'table "%" is already distributed', table_name;
    end if;
    if exists (
      select from pg_index i where i.indrelid = table_name and i.indisunique and not exists (
        select from pg_attribute a where a.attrelid = table_name and a.attname = distribution_column and a.attnum = any(i.indkey)
      )
    ) then
      raise exception 'cannot create constraint on "%"', table_name;
    end if;
    if exists (select from pg_trigger t where t.tgrelid = table_name and not t.tgisinternal) then
      raise exception 'cannot distribute relation "%" because it has triggers', table_name;
    end if;
    if colocate_with not in ('default', 'none') then
      select colocationid into strict colocation from pg_dist_partition where logicalrelid = colocate_with::regclass;
    end if;
    insert into pg_dist_partition values (table_name, 'h', colocation);
  end $$;
  create function citus_add_local_table_to_metadata(table_name regclass, cascade_via_foreign_keys boolean default false)
  returns void language plpgsql as $$
  begin
    if exists (select from pg_dist_partition where logicalrelid = table_name) then
      raise exception 'table "%" is already a citus local table or distributed', table_name;
    end if;
    insert into pg_dist_partition values (table_name, 'n', 0);
  end $$;
  create table pg_dist_placement (shardid bigint primary key, groupid int not null);
  insert into pg_dist_placement select n, n % 3 from generate_series(0, 63) n;
  create function get_shard_id_for_distribution_column(table_name regclass, distribution_value bigint) returns bigint
  language sql immutable as $$ select distribution_value % 64 $$;`;

/** Makes a database look, to `cislo migrate --citus`, as if it had the extension. */
export async function addCitusStandIn(db: Db): Promise<void> {
  await run(db, standIn);
}
