select l_orderkey % 40000000 as part_of_key, count(*) as lines, sum(l_extendedprice) as price, max(l_shipdate) as latest
from lineitem
group by l_orderkey % 40000000
