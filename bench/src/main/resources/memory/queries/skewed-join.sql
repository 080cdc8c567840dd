select a.l_shipmode, count(*) as pairs, sum(b.l_quantity) as quantity
from lineitem a
join lineitem b
  on case when a.l_orderkey % 3 = 0 then 1 else a.l_orderkey end = case when b.l_linenumber = 7 then 2 else b.l_orderkey end
group by a.l_shipmode
order by a.l_shipmode
