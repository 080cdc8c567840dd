/*
 * Spark's query dialect.
 *
 * Every decision of this grammar is taken by the next token alone, so that the generated parser never has to predict by simulation: that
 * keeps the first parse of a fresh process quick. Two things make it possible:
 *
 * - Tokens come from SqlScanner and KeywordResolver rather than from a generated lexer. The resolver looks at the neighbours of a word and
 *   of a parenthesis and gives it the type that the grammar needs: LEFT is a keyword before JOIN and an identifier before '(';
 *   a parenthesis around a query is QUERY_OPEN, around lambda parameters LAMBDA_OPEN, and LPAREN otherwise.
 * - Operators are parsed flat; io.sampo.sql.lowering.OperatorPrecedence nests them.
 */
parser grammar SqlGrammar;

tokens {
  // Not keywords. The order matters: everything from ALL on is a keyword.
  IDENTIFIER, QUOTED_IDENTIFIER, STRING, BINARY, INTEGER, NUMBER,
  LPAREN, QUERY_OPEN, LAMBDA_OPEN, RPAREN, LBRACKET, RBRACKET, COMMA, DOT, DOT_STAR, SEMICOLON, COLON, DOUBLE_COLON, ARROW, FAT_ARROW,
  HINT_OPEN, HINT_CLOSE, STAR, SLASH, PERCENT, PLUS, MINUS, TILDE, CONCAT, AMPERSAND, BAR, CARET, SHIFT_LEFT, SHIFT_RIGHT,
  SHIFT_RIGHT_UNSIGNED, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, NULL_SAFE_EQUAL, UNKNOWN_CHARACTER,
  LAMBDA_NAME, INTERVAL_SIGN, INTERVAL_VALUE, INTERVAL_UNIT, INTERVAL_TYPE, STAR_EXCEPT, VALUES_COMMA,

  ALL, ADD, ANALYZE, AND, ANTI, ANY, ARRAY, AS, ASC, BETWEEN, BOTH, BY, CACHE, CASE, CAST, CLEAR, CODEGEN, COLUMNS, COMMENT, COPY, COST, CREATE, CROSS, CUBE, CURRENT,
  DATE, DESC, DESCRIBE, DIRECTORY, DISTINCT, DISTRIBUTE, CLUSTER, DIV, DROP, ELSE, END, ESCAPE, EXCEPT, EXCLUDE, EXISTS, EXPLAIN, EXTENDED, EXTRACT,
  FALSE, FILTER, FIRST, FOLLOWING, FOR, FORMATTED, FROM, FULL, FUNCTION, FUNCTIONS, GLOBAL, GROUP, GROUPING, HAVING, IF, IGNORE, ILIKE, IN, INCLUDE, INNER, INSERT,
  INTERSECT, INTERVAL, IS, JOIN, LAST, LATERAL, LAZY, LEADING, LEFT, LEVEL, LIKE, LIMIT, LOCAL, MAP, MAX, SETMINUS, NAME, NATURAL, NOT, NULL, NULLS, OFFSET, ON,
  OPTIONS, OR, ORDER, OUTER, OVER, OVERLAY, OVERWRITE, PARTITION, PERCENT_OF, PIVOT, PLACING, POSITION, PRECEDING, QUALIFY, QUERY, RANGE, RECURSION, RECURSIVE, REFRESH, REPEATABLE,
  REPLACE, RESPECT, RIGHT, RLIKE, ROLLUP, ROW, ROWS, SELECT, SEMI, SET, SETS, SHOW, SOME, SORT, STRUCT, SUBSTRING, SYSTEM, TABLE, TABLES, TABLESAMPLE,
  TEMPORARY, THEN, TIMESTAMP, TIMESTAMP_LTZ, TIMESTAMP_NTZ, TO, TRAILING, TRIM, TRUE, TRY_CAST, UNBOUNDED, UNCACHE, UNION, UNKNOWN, UNPIVOT, USER,
  USING, VALUES, VIEW, VIEWS, WHEN, WHERE, WINDOW, WITH, WITHIN
}

// ---- entries

statements : statement? (SEMICOLON statement?)* EOF ;
singleExpression : namedExpression EOF ;
singleType : type EOF ;
singleSchema : schemaColumns EOF ;

// ---- statements

statement
    : query
    | explain
    | createView
    | dropView
    | setting
    | show
    | describe
    | copy
    | insertDirectory
    | cacheTable
    | uncacheTable
    | clearCache
    | refresh
    | addResource
    ;

explain : EXPLAIN style=(EXTENDED | CODEGEN | COST | FORMATTED | ANALYZE)? query ;

createView
    : CREATE (OR REPLACE)? (GLOBAL? TEMPORARY)? VIEW (IF NOT EXISTS)? qualifiedName
      (LPAREN schemaColumns RPAREN)? (AS query | USING identifier (OPTIONS optionList)?)
    ;

dropView : DROP VIEW (IF EXISTS)? qualifiedName ;

// The text is free: lowering takes it from the source.
setting : SET (~SEMICOLON)* ;

show
    : SHOW (TABLES | VIEWS | COLUMNS (FROM | IN) qualifiedName | (USER | SYSTEM | ALL)? FUNCTIONS (LIKE? (qualifiedName | STRING))?)
    ;

// DESCRIBE TABLE t is the query TABLE t.
describe : (DESCRIBE | DESC) (FUNCTION EXTENDED? (qualifiedName | STRING) | QUERY? query | (EXTENDED | FORMATTED)? qualifiedName) ;

copy : COPY (QUERY_OPEN query RPAREN | qualifiedName) TO STRING optionList? ;

insertDirectory
    : INSERT OVERWRITE LOCAL? DIRECTORY STRING? USING identifier (OPTIONS optionList)? query
    ;

cacheTable : CACHE LAZY? TABLE qualifiedName (OPTIONS optionList)? (AS? query)? ;

uncacheTable : UNCACHE TABLE (IF EXISTS)? qualifiedName ;

clearCache : CLEAR CACHE ;

// The kind and the paths are free text: lowering takes them from the source.
addResource : ADD (~SEMICOLON)+ ;

refresh : REFRESH (TABLE qualifiedName | STRING) ;

optionList : LPAREN option (COMMA option)* RPAREN ;
option : optionKey EQUAL? optionValue? ;
optionKey : identifier (DOT identifier)* | STRING ;
optionValue
    : (PLUS | MINUS)? (INTEGER | NUMBER)
    | STRING
    | TRUE
    | FALSE
    | NULL
    | identifier
    | identifierList
    ;

// ---- queries

query : withClause? queryTerm setOperation* queryOrganization ;

withClause : WITH RECURSIVE? commonTable (COMMA commonTable)* ;
commonTable : identifier identifierList? (MAX RECURSION LEVEL INTEGER)? AS? QUERY_OPEN query RPAREN ;

setOperation : kind=(UNION | INTERSECT | EXCEPT | SETMINUS) quantifier=(ALL | DISTINCT)? (BY NAME)? queryTerm ;

queryTerm
    : select
    | fromFirst
    | values
    | TABLE qualifiedName
    | QUERY_OPEN query RPAREN
    ;

select
    : SELECT hint* quantifier=(ALL | DISTINCT)? namedExpression (COMMA namedExpression)* fromClause? selectTail
    ;

fromFirst
    : fromClause (SELECT hint* quantifier=(ALL | DISTINCT)? namedExpression (COMMA namedExpression)*)? selectTail
    ;

selectTail
    : (WHERE where=expression)? groupBy? (HAVING having=expression)? (QUALIFY qualify=expression)? windowClause?
    ;

groupBy
    : GROUP BY (ALL | groupingElement (COMMA groupingElement)*)
      (WITH (ROLLUP | CUBE) | GROUPING SETS LPAREN groupingElement (COMMA groupingElement)* RPAREN)?
    ;

groupingElement
    : (ROLLUP | CUBE) LPAREN expression (COMMA expression)* RPAREN
    | GROUPING SETS LPAREN groupingElement (COMMA groupingElement)* RPAREN
    | expression
    ;

hint : HINT_OPEN hintItem (COMMA? hintItem)* HINT_CLOSE ;
hintItem : identifier (LPAREN (expression (COMMA expression)*)? RPAREN)? ;

queryOrganization
    : (ORDER BY (ALL direction | sortKey (COMMA sortKey)*))?
      (CLUSTER BY expression (COMMA expression)*)?
      (DISTRIBUTE BY expression (COMMA expression)*)?
      sortBy?
      (limit offset? | offset limit?)?
    ;

sortBy : SORT BY sortKey (COMMA sortKey)* ;
sortKey : expression direction ;
direction : (ASC | DESC)? (NULLS (FIRST | LAST))? ;
limit : LIMIT (ALL | expression) ;
offset : OFFSET expression ;

windowClause : WINDOW namedWindow (COMMA namedWindow)* ;
namedWindow : identifier AS windowSpecification ;
windowSpecification
    : LPAREN identifier?
      (PARTITION BY expression (COMMA expression)* | DISTRIBUTE BY expression (COMMA expression)*)?
      ((ORDER | SORT) BY sortKey (COMMA sortKey)*)?
      frame? RPAREN
    ;
frame : (ROWS | RANGE) (BETWEEN frameBound AND frameBound | frameBound) ;
frameBound
    : UNBOUNDED (PRECEDING | FOLLOWING)
    | CURRENT ROW
    | expression (PRECEDING | FOLLOWING)
    ;

values : VALUES expression (VALUES_COMMA expression)* ;

// ---- relations

fromClause : FROM joined (COMMA joined)* lateralView* ;
lateralView : LATERAL VIEW OUTER? qualifiedName tableArguments identifier? (AS identifier (COMMA identifier)*)? ;
joined : LATERAL? relation join* ;
join : NATURAL? joinType? JOIN LATERAL? relation joinCriteria? ;
joinType
    : INNER
    | CROSS
    | LEFT (OUTER | SEMI | ANTI)?
    | RIGHT OUTER?
    | FULL OUTER?
    | SEMI
    | ANTI
    ;
joinCriteria : ON expression | USING identifierList ;

relation : relationPrimary sample? tableAlias? (pivot | unpivot)* ;

pivot
    : PIVOT LPAREN namedExpression (COMMA namedExpression)* FOR value IN LPAREN pivotValue (COMMA pivotValue)* RPAREN RPAREN tableAlias?
    ;
pivotValue : namedExpression ;
unpivot
    : UNPIVOT ((INCLUDE | EXCLUDE) NULLS)?
      LPAREN (identifier | identifierList) FOR unpivotName IN LPAREN unpivotColumn (COMMA unpivotColumn)* RPAREN RPAREN tableAlias?
    ;
unpivotName : identifier ;
unpivotColumn : (qualifiedName | LPAREN qualifiedName (COMMA qualifiedName)* RPAREN) (AS identifier | identifier)? ;

relationPrimary
    : qualifiedName tableArguments?
    | STRING
    | QUERY_OPEN query RPAREN
    | LPAREN joined RPAREN
    | values
    ;

tableArguments : LPAREN (tableArgument (COMMA tableArgument)*)? RPAREN ;
tableArgument : expression (FAT_ARROW expression)? ;

sample : TABLESAMPLE LPAREN (value (PERCENT_OF | ROWS)) RPAREN (REPEATABLE LPAREN INTEGER RPAREN)? ;
tableAlias : (AS identifier | identifier) identifierList? ;
identifierList : LPAREN identifier (COMMA identifier)* RPAREN ;

// ---- expressions

namedExpression : expression (AS (identifier | identifierList) | identifier)? ;

expression : condition ((AND | OR) condition)* ;

condition : NOT* value predicate? ;

predicate
    : NOT?
      ( BETWEEN value AND value
      | IN (QUERY_OPEN query RPAREN | LPAREN expression (COMMA expression)* RPAREN)
      | (LIKE | ILIKE) ((ANY | SOME | ALL) LPAREN expression (COMMA expression)* RPAREN | value (ESCAPE STRING)?)
      | RLIKE value
      )
    | IS NOT? (NULL | TRUE | FALSE | UNKNOWN | DISTINCT FROM value)
    ;

value : operand operation* ;

operation
    : ( STAR | SLASH | PERCENT | DIV | PLUS | MINUS | CONCAT | SHIFT_LEFT | SHIFT_RIGHT | SHIFT_RIGHT_UNSIGNED | AMPERSAND | CARET | BAR
      | EQUAL | NULL_SAFE_EQUAL | NOT_EQUAL | LESS | LESS_EQUAL | GREATER | GREATER_EQUAL
      )
      (operand | (ANY | SOME | ALL) QUERY_OPEN query RPAREN)
    ;

operand : (MINUS | PLUS | TILDE)* primary postfix* ;

postfix
    : DOT identifier call?
    | DOT_STAR starExcept?
    | LBRACKET expression RBRACKET
    | DOUBLE_COLON type
    ;

primary
    : identifier call?
    | literal
    | STAR starExcept?
    | parenthesised
    | QUERY_OPEN query RPAREN
    | EXISTS QUERY_OPEN query RPAREN
    | caseExpression
    | cast
    | extract
    | trim
    | substring
    | position
    | overlay
    ;

starExcept : STAR_EXCEPT identifierList ;

// One expression, or a row of none or several.
parenthesised : LPAREN (namedExpression (COMMA namedExpression)*)? RPAREN ;

literal
    : INTEGER
    | NUMBER
    | STRING+
    | BINARY
    | TRUE
    | FALSE
    | NULL
    | (DATE | TIMESTAMP | TIMESTAMP_LTZ | TIMESTAMP_NTZ) STRING
    | interval
    ;

interval : INTERVAL intervalPart+ (TO INTERVAL_UNIT)? ;
intervalPart : INTERVAL_SIGN? INTERVAL_VALUE INTERVAL_UNIT? ;

call
    : (QUERY_OPEN query RPAREN | LPAREN (quantifier=(ALL | DISTINCT)? argument (COMMA argument)*)? RPAREN)
      (WITHIN GROUP LPAREN ORDER BY sortKey (COMMA sortKey)* RPAREN)?
      (FILTER LPAREN WHERE expression RPAREN)?
      ((IGNORE | RESPECT) NULLS)?
      over?
    ;

over : OVER (identifier | windowSpecification) ;

argument : lambda | expression (AS identifier)? ;
lambda : (LAMBDA_NAME | LAMBDA_OPEN identifier (COMMA identifier)* RPAREN) ARROW expression ;

caseExpression : CASE expression? (WHEN expression THEN expression)+ (ELSE expression)? END ;
cast : (CAST | TRY_CAST) LPAREN expression AS type RPAREN ;
extract : EXTRACT LPAREN (identifier | STRING) FROM value RPAREN ;
trim
    : TRIM LPAREN ((BOTH | LEADING | TRAILING) expression? FROM expression | expression (FROM expression | (COMMA expression)*)) RPAREN
    ;
substring : SUBSTRING LPAREN expression (FROM expression (FOR expression)? | (COMMA expression)*) RPAREN ;
position : POSITION LPAREN value (IN value | (COMMA value)*) RPAREN ;
overlay
    : OVERLAY LPAREN expression (PLACING expression FROM expression (FOR expression)? | (COMMA expression)*) RPAREN
    ;

// ---- names and types

qualifiedName : identifier (DOT identifier)* ;
identifier : IDENTIFIER | QUOTED_IDENTIFIER ;

type
    : ARRAY LESS type GREATER
    | MAP LESS type COMMA type GREATER
    | STRUCT (LESS structField (COMMA structField)* GREATER | NOT_EQUAL)
    | INTERVAL_TYPE INTERVAL_UNIT (TO INTERVAL_UNIT)?
    | identifier (LPAREN INTEGER (COMMA INTEGER)* RPAREN)?
    ;

structField : identifier COLON? type (NOT NULL)? (COMMENT STRING)? ;

schemaColumns : schemaColumn (COMMA schemaColumn)* ;
schemaColumn : identifier COLON? type? (NOT NULL)? (COMMENT STRING)? ;
