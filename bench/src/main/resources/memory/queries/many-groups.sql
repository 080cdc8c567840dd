select l_orderkey, l_partkey, count(*) as lines, sum(l_quantity) as quantity
from lineitem
group by l_orderkey, l_partkey
