select count(*) as pairs, sum(a.l_quantity) as quantity, min(b.l_comment) as comment
from lineitem a
join lineitem b on a.l_orderkey = b.l_orderkey and a.l_linenumber < b.l_linenumber
