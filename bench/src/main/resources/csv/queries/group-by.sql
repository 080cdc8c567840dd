select l_returnflag, l_linestatus, count(*) as row_count, sum(l_quantity) as sum_quantity, sum(l_extendedprice) as sum_price
from lineitem
group by l_returnflag, l_linestatus
