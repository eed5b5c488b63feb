"""Country pairs by month: what most analyses of event data count."""

import duckdb
import pyarrow as pa

from pipeline.schema.render.arrow import to_arrow
from pipeline.schema.tables.dyads import DYADS
from pipeline.store.threads import spare_threads

_COUNT = """
with sides as (
    select event_id, role, country_code from participants where country_code is not null and role <> 'other'
), pairs as (
    select a.event_id, a.country_code as actor_country, r.country_code as recipient_country
    from sides a join sides r using (event_id)
    where a.role = 'actor' and r.role = 'recipient'
    union
    select a.event_id, a.country_code, b.country_code
    from sides a join sides b using (event_id)
    where a.role = 'actor' and b.role = 'actor' and a.country_code <> b.country_code
      and event_id not in (select event_id from participants where role = 'recipient')
)
select actor_country, recipient_country, date_trunc('month', date_start)::date as month,
       count(*) filter (where quad_class = 'verbal_cooperation') as verbal_cooperation,
       count(*) filter (where quad_class = 'material_cooperation') as material_cooperation,
       count(*) filter (where quad_class = 'verbal_conflict') as verbal_conflict,
       count(*) filter (where quad_class = 'material_conflict') as material_conflict,
       count(*) as event_count, round(avg(score), 4) as mean_score
from pairs join events using (event_id)
where date_start is not null
group by all order by all
"""


def count_dyads(events: pa.Table, participants: pa.Table) -> pa.Table:
    """The `dyads` table of the events: ordered pairs, reciprocal events in both directions."""
    with duckdb.connect() as connection:
        spare_threads(connection, participants.num_rows)
        connection.register("events", events)
        connection.register("participants", participants)
        return connection.execute(_COUNT).to_arrow_table().cast(to_arrow(DYADS))
