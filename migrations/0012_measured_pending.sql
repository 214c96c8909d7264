-- Events that had begun by the last answer and had no verdict: journeys under way
alter table measuring add column pending integer not null default 0;
