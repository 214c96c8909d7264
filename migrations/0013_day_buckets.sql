-- Days beside minutes and hours, in UTC: a window of months adds up days. slo_buckets.seconds is 60, 3600 or 86400.
insert into slo_buckets (repository_id, host, generation, seconds, at, good, bad, excluded)
select repository_id, host, generation, 86400, to_timestamp(floor(date_part('epoch', at) / 86400) * 86400), sum(good), sum(bad), sum(excluded)
from slo_buckets where seconds = 3600 group by 1, 2, 3, 5;
