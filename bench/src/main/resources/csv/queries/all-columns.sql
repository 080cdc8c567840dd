select
  sum(l_orderkey) as sum_orderkey,
  sum(l_partkey) as sum_partkey,
  sum(l_suppkey) as sum_suppkey,
  sum(l_linenumber) as sum_linenumber,
  sum(l_quantity) as sum_quantity,
  sum(l_extendedprice) as sum_extendedprice,
  sum(l_discount) as sum_discount,
  sum(l_tax) as sum_tax,
  min(l_returnflag) as min_returnflag,
  min(l_linestatus) as min_linestatus,
  min(l_shipdate) as min_shipdate,
  min(l_commitdate) as min_commitdate,
  max(l_receiptdate) as max_receiptdate,
  max(l_shipinstruct) as max_shipinstruct,
  max(l_shipmode) as max_shipmode,
  max(l_comment) as max_comment
from lineitem
