-- What the launcher runs once to record the start-up cache: the kinds of statements that come first in a session.
select 42;
select store, count(*) as sales, sum(price * amount) as total, avg(price) from training_csv where price > 90 group by store order by total desc;
select upper(store), length(store), year(day), price between 80 and 200, case when amount > 2 then 'many' else 'few' end
from training_csv where store like '%o%' limit 3;
select sum(l_extendedprice * l_discount) as revenue from lineitem
where l_shipdate >= date '1994-01-01' and l_shipdate < date '1995-01-01' and l_discount between 0.05 and 0.07 and l_quantity < 24;
select l_returnflag, l_linestatus, sum(l_quantity), avg(l_extendedprice), count(*) from lineitem
where l_shipdate <= date '1998-09-02' group by l_returnflag, l_linestatus order by l_returnflag, l_linestatus;
select o_orderpriority, count(*) from orders join lineitem on l_orderkey = o_orderkey
where o_orderdate >= date '1993-07-01' and l_commitdate < l_receiptdate group by o_orderpriority order by 2 desc limit 5;
explain select count(*) from orders where o_orderkey < 1000;
