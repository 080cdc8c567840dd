select *
from lineitem
