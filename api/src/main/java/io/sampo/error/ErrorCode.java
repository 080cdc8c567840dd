package io.sampo.error;

import static io.sampo.error.ErrorCategory.BUG;
import static io.sampo.error.ErrorCategory.RESOURCE;
import static io.sampo.error.ErrorCategory.TRANSIENT;
import static io.sampo.error.ErrorCategory.USER;

/**
 * The error conditions, sorted by name. {@code <name>} in a message or hint is replaced by the
 * parameter of that name.
 *
 * <p>Where Spark documents a condition the name and SQLSTATE are Spark's.
 */
public enum ErrorCode {
  AMBIGUOUS_REFERENCE(
      "42704",
      USER,
      "Reference <name> is ambiguous, could be: <candidates>.",
      "Qualify it with the table's alias."),
  ARITHMETIC_OVERFLOW(
      "22003",
      USER,
      "<message> caused overflow in <expression>.",
      "Use <try_function> to get NULL instead, or cast to a wider type."),
  ASSIGNMENT_ARITY_MISMATCH(
      "42802",
      USER,
      "<count> names are given for <columns> columns.",
      "Give one name for each column."),
  BLOCK_LOST(
      "58030",
      TRANSIENT,
      "Block <sequence> of producer <producer> (attempt <attempt>) for consumer <consumer> of exchange <exchange> in query <query> cannot be had from <node>: <details>.",
      "The producer is run again where recovery is on."),
  CANNOT_PARSE_DECIMAL(
      "22018", USER, "Cannot parse decimal from <value>.", "Check the input text."),
  CANNOT_PARSE_TIMESTAMP(
      "22007",
      USER,
      "The text <text> does not have the form <pattern>.",
      "Correct the text or the pattern, or use try_to_timestamp to get NULL instead."),
  CANNOT_UP_CAST_DATATYPE(
      "42846",
      USER,
      "Cannot read column <name> of type <source_type> into <target>: <details>.",
      "Cast the column, or use a record component of a wider type."),
  CAST_INVALID_INPUT(
      "22018",
      USER,
      "The value <value> of the type <source_type> cannot be cast to <target_type> because it is malformed.",
      "Correct the value, or use try_cast to get NULL instead."),
  CAST_OVERFLOW(
      "22003",
      USER,
      "The value <value> of the type <source_type> cannot be cast to <target_type> due to an overflow.",
      "Use try_cast to get NULL instead."),
  CHECKPOINT_DIR_NOT_SET(
      "22023",
      USER,
      "Checkpoint directory has not been set.",
      "Set sampo.checkpoint.dir to a folder that all members of the cluster see, or use localCheckpoint()."),
  CHECKPOINT_LOST(
      "58030",
      RESOURCE,
      "The rows of <name> were lost, and with them how they were computed.",
      "Run the program again; cache() keeps the plan beside the rows."),
  COLUMN_ALREADY_EXISTS(
      "42711",
      USER,
      "The column <name> already exists.",
      "Choose another name or rename the existing column."),
  CONNECTION_FAILED(
      "08001",
      USER,
      "Cannot reach a driver at <address>: <details>.",
      "Check the address; sampo cluster --workers 2 starts a cluster on this machine."),
  CONNECTION_LOST(
      "08006",
      TRANSIENT,
      "The connection to the driver at <address> was lost: <details>.",
      "<hint>"),
  DATATYPE_MISMATCH(
      "42K09",
      USER,
      "Cannot resolve <expression> due to data type mismatch: <details>.",
      "Cast the argument to a fitting type."),
  DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION(
      "22003",
      USER,
      "Decimal precision <precision> exceeds the largest one, <max_precision>.",
      "Use fewer digits, or a DOUBLE."),
  DIVIDE_BY_ZERO(
      "22012", USER, "Division by zero in <expression>.", "Use try_divide to get NULL instead."),
  DUPLICATED_MAP_KEY(
      "23505", USER, "The key <key> occurs twice in a map.", "Remove the duplicates first."),
  ENCODER_NOT_FOUND(
      "42704",
      USER,
      "<class> cannot be used as <use>: <details>.",
      "Use records, boxed or primitive numbers, String, BigDecimal, java.time classes, byte[], List, Map and enums."),
  FAILED_EXECUTE_UDF(
      "39000",
      USER,
      "The function <function> failed for the arguments (<arguments>): <reason><place>.",
      "The function's own stack trace is in the cause."),
  FAILED_READ_FILE(
      "KD001",
      USER,
      "Cannot read <format> file <path>: <details>.",
      "Check that the file is complete and of that format."),
  FAILED_WRITE_FILE(
      "58030",
      RESOURCE,
      "Cannot write <path>: <details>.",
      "Check the folder's permissions and free space."),
  FIELD_NOT_FOUND(
      "42704", USER, "There is no field <name> in <fields>.", "Use one of the listed names."),
  GROUP_BY_POS_OUT_OF_RANGE(
      "42805",
      USER,
      "GROUP BY position <index> is not in the select list, which has <size> columns.",
      "Use a number from 1 to <size>."),
  INDETERMINATE_RESULT(
      "58000",
      TRANSIENT,
      "Task <task> of fragment <fragment> yielded other rows when it was run again, after rows made of the first ones had been delivered.",
      "Run the query again."),
  INFERRED_SCHEMA_MISMATCH(
      "22018",
      USER,
      "The value <value> in <path>, line <line>, column <column> is no <type>, the type that was inferred from a sample.",
      "Give the schema with .schema(..), raise the option sampleSize (-1 looks at every record), or set mode DROPMALFORMED."),
  INTERNAL_ERROR(
      "XX000",
      BUG,
      "The engine failed: <details>.",
      "This is a fault of Sampo; the plan that EXPLAIN EXTENDED shows helps to find it."),
  INVALID_ARGUMENT(
      "22023",
      USER,
      "The value <value> of <parameter> is invalid: <details>.",
      "Give a value of the documented form."),
  INVALID_ARRAY_INDEX(
      "22003",
      USER,
      "The index <index> is out of bounds; the array has <size> elements.",
      "Use get() or try_element_at() to get NULL instead."),
  INVALID_ATTRIBUTE_NAME_SYNTAX(
      "42601",
      USER,
      "The name <name> is malformed.",
      "Separate parts by single dots, and put a part with odd characters into backticks."),
  INVALID_CONFIG_VALUE(
      "22022",
      USER,
      "The value <value> of the setting <key> is invalid: <details>.",
      "Give a value of the documented form."),
  INVALID_EXPRESSION_PLACE("42903", USER, "<expression> cannot stand in <clause>.", "<hint>"),
  INVALID_INDEX_OF_ZERO(
      "22003",
      USER,
      "The index 0 is invalid: positions count from 1, or from the end when negative.",
      "Use 1 for the first element."),
  INVALID_INTERVAL_FORMAT(
      "22006",
      USER,
      "Error parsing <input> as an interval: <details>.",
      "Write it as INTERVAL '3' DAY, INTERVAL '1-2' YEAR TO MONTH or INTERVAL 3 HOURS 20 MINUTES."),
  INVALID_NUMERIC_LITERAL_RANGE(
      "22003",
      USER,
      "Numeric literal <literal> is outside the valid range for <type>: <minimum> to <maximum>.",
      "Use a wider type."),
  INVALID_SUBQUERY_COLUMNS(
      "42823",
      USER,
      "The subquery yields <actual> columns where <expected> are wanted.",
      "Select as many columns as are wanted."),
  INVALID_TYPED_LITERAL(
      "42604", USER, "The value of the typed literal <type> is invalid: <value>.", "<hint>"),
  INVALID_VIEW_NAME(
      "42602", USER, "<name> is not a valid view name.", "Use letters, digits and underscores."),
  KEPT_ROWS_LOST(
      "58030",
      TRANSIENT,
      "Kept rows were lost while they were read, and cannot be computed again alike: <details>.",
      "Run the query again."),
  KEPT_ROWS_TOO_LARGE(
      "53200",
      USER,
      "Rows that may be kept in memory only do not fit: <node> has <limit> for them.",
      "Use a storage level with disk, as MEMORY_AND_DISK."),
  MALFORMED_MESSAGE(
      "08P01",
      TRANSIENT,
      "A message of <bytes> bytes cannot be read: <details>.",
      "The connection or the memory damaged it, or another build wrote it."),
  MALFORMED_RECORD(
      "22023",
      USER,
      "Malformed record in <path>, line <line>: <details>. The text is: <text>.",
      "Correct the line, or read with mode PERMISSIVE or DROPMALFORMED."),
  MISMATCHED_BUILD(
      "08004",
      USER,
      "<peer> runs another build of Sampo: its messages have the fingerprint <theirs>, here it is <ours>.",
      "Run the same jars on all machines."),
  MISSING_AGGREGATION(
      "42803",
      USER,
      "The column <name> is neither in GROUP BY nor inside an aggregate function.",
      "Add it to GROUP BY, or wrap it in any_value() if any value will do."),
  MISSING_WINDOW_SPECIFICATION(
      "42P20", USER, "The window <name> is not defined in the WINDOW clause.", "<hint>"),
  NESTED_AGGREGATE_FUNCTION(
      "42607",
      USER,
      "The aggregate function <name> stands inside another one.",
      "Compute the inner one in a subquery."),
  NON_FOLDABLE_ARGUMENT(
      "42K08",
      USER,
      "The argument <parameter> of <function> must be a constant <type>.",
      "Write a literal."),
  NOT_NULL_ASSERT_VIOLATION(
      "42000",
      USER,
      "NULL found in <path>, which cannot hold NULL.",
      "Make the field nullable, use a boxed type, or filter the NULLs out."),
  NO_ENGINE_FOR_MASTER(
      "08001",
      USER,
      "No engine serves the master <master>; found: <providers>.",
      "Use local, local[n], local[*] or sampo://host:port, and keep the runtime jar on the class path."),
  NO_WORKERS(
      "53000",
      RESOURCE,
      "The query <query> waited for <seconds> s while there was no worker to run it.",
      "Start workers that join this driver, or have queries wait longer with sampo.workers.patience.seconds."),
  NULL_MAP_KEY("2200E", USER, "A key of a map is NULL.", "Filter the NULLs out."),
  NUMERIC_VALUE_OUT_OF_RANGE(
      "22003",
      USER,
      "<value> cannot be represented as <target_type>.",
      "Use a wider type or a try_ function."),
  NUM_COLUMNS_MISMATCH(
      "42826",
      USER,
      "<operator> needs inputs with the same number of columns, but the first has <first> and the other has <second>.",
      "Select the same number of columns on both sides."),
  OPERATION_CANCELED("HY008", USER, "The query was cancelled.", "Run it again."),
  ORDER_BY_POS_OUT_OF_RANGE(
      "42805",
      USER,
      "ORDER BY position <index> is not in the select list, which has <size> columns.",
      "Use a number from 1 to <size>."),
  ORDER_TOO_LARGE(
      "54000",
      USER,
      "Fragment <fragment> of the query takes <bytes> bytes to send to a worker, which takes <limit> at most.",
      "Write rows that the program makes to files, and read them from there; shorten long lists."),
  OUT_OF_HEAP(
      "53200",
      RESOURCE,
      "<operator> keeps <held> of values on the heap and needs <needed> more, but <used> of the <budget> that may be kept so are in use.",
      "Give the JVM a larger heap (SAMPO_JAVA_OPTS=-Xmx2g), or keep less of a group: a filter, finer groups, an aggregate that keeps no values."),
  OUT_OF_MEMORY(
      "53200",
      RESOURCE,
      "<operator> needs <needed> more, but <held> of the budget of <budget> is in use.",
      "Raise sampo.memory, or lower the number of queries at once."),
  PARSE_SYNTAX_ERROR("42601", USER, "Syntax error at or near <token>.", "<hint>"),
  PATH_ALREADY_EXISTS(
      "42K04",
      USER,
      "Path <path> already exists.",
      "Choose the save mode overwrite or append, or another path."),
  PATH_NOT_FOUND(
      "42K03",
      USER,
      "Path does not exist: <path>.",
      "Check the path; relative paths start at <folder>."),
  RECURSION_LEVEL_LIMIT_EXCEEDED(
      "42836",
      USER,
      "The recursion of <name> yields rows after <limit> levels still.",
      "End it by a condition, or write MAX RECURSION LEVEL n behind the name."),
  RECURSION_ROW_LIMIT_EXCEEDED(
      "42836",
      USER,
      "The recursion of <name> has yielded <limit> rows and goes on.",
      "End it by a condition."),
  RECURSIVE_VIEW(
      "42K0H", USER, "The view <name> contains itself.", "Give the new query another view name."),
  REMAINDER_BY_ZERO(
      "22012", USER, "Remainder of a division by zero.", "Use try_mod to get NULL instead."),
  RESULT_TOO_LARGE(
      "54000",
      RESOURCE,
      "The result has <size> so far, which is more than sampo.driver.maxResultSize allows to collect, <limit>.",
      "Write it to files with write, read it in bounded memory with toLocalIterator or toArrow, or raise sampo.driver.maxResultSize (0 means no limit)."),
  ROW_VALUE_IS_NULL(
      "22023",
      USER,
      "Found NULL in a row at index <index>, expected a non-NULL value.",
      "Test with isNullAt first."),
  SCALAR_SUBQUERY_TOO_MANY_ROWS(
      "21000",
      USER,
      "A scalar subquery returned more than one row.",
      "Aggregate it, add LIMIT 1, or use IN."),
  SESSION_CLOSED("08003", USER, "The session is closed.", "Build a new session."),
  SPILL_FAILED(
      "53100",
      RESOURCE,
      "Cannot write <bytes> bytes of what does not fit into memory to <folder>, where <free> are free: <details>.",
      "Free space there, name other folders in sampo.spill.dirs, or raise sampo.memory."),
  SPILL_READ_FAILED(
      "58030",
      RESOURCE,
      "Cannot read back what was spilled to <path>: <details>.",
      "Run the query again, and check the disk if that does not help."),
  SQL_CONF_NOT_FOUND(
      "42K0I", USER, "The setting <key> is unknown.", "Set it first, or ask with a default value."),
  TABLE_OR_VIEW_NOT_FOUND("42P01", USER, "The table or view <name> cannot be found.", "<hint>"),
  TASK_FAILED(
      "58000",
      TRANSIENT,
      "Task <task> of stage <stage> failed <attempts> times: <details>.",
      "The first cause is shown; later attempts failed too."),
  TEMP_TABLE_OR_VIEW_ALREADY_EXISTS(
      "42P07",
      USER,
      "Cannot create the temporary view <name> because it already exists.",
      "Use CREATE OR REPLACE TEMPORARY VIEW, or drop it first."),
  TYPE_MISMATCH_IN_SET_OPERATION(
      "42825",
      USER,
      "<operator> can only combine columns of compatible types; column <position> is <first> and <second>.",
      "Cast one of the sides."),
  UNABLE_TO_INFER_SCHEMA(
      "42KD9",
      USER,
      "Unable to infer the schema of <format> at <path>: <details>.",
      "Give the schema with .schema(..)."),
  UNEXPECTED_VALUE_CLASS(
      "42846",
      USER,
      "The value in <path> is of <actual>, which is not a <expected>.",
      "Give values of the classes that io.sampo.row.Row documents."),
  UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE(
      "42836",
      USER,
      "UNION cannot join the two sides of the recursive table <name>.",
      "Use UNION ALL, and DISTINCT where the table is read."),
  UNRESOLVED_COLUMN("42703", USER, "A column named <name> cannot be resolved.", "<hint>"),
  UNRESOLVED_ROUTINE("42883", USER, "Cannot resolve the function <name>.", "<hint>"),
  UNSUPPORTED_DATATYPE("0A000", USER, "Unsupported data type <type>.", "<hint>"),
  UNSUPPORTED_EXPR_FOR_WINDOW(
      "42P20",
      USER,
      "Expression <expression> is not supported within a window.",
      "Only calls of functions take over(..)."),
  UNSUPPORTED_FEATURE("0A000", USER, "<feature> is not supported by Sampo yet.", "<hint>"),
  UNSUPPORTED_GROUPING_EXPRESSION(
      "42K0E",
      USER,
      "<name>() is only possible with ROLLUP, CUBE or GROUPING SETS, and only of their expressions.",
      "Group by it."),
  USER_RAISED_EXCEPTION("P0001", USER, "The query raised an error: <message>.", ""),
  WHEN_NOT_ALLOWED(
      "42601",
      USER,
      "<method>() can only follow when(), and only until otherwise() was called.",
      "Start with functions.when(..)."),
  WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE(
      "42601", USER, "The window function <name> has no window.", "Write <name>(..) OVER (..)."),
  WORKER_LOST(
      "58030",
      TRANSIENT,
      "The worker <worker> was lost while the query needed it: <details>.",
      "Run the query again, or switch recovery on with sampo.recovery.enabled=true."),
  WRONG_NUM_ARGS(
      "42605",
      USER,
      "The function <name> takes <expected> arguments but got <actual>.",
      "See the function's description.");

  private final String sqlState;
  private final ErrorCategory category;
  private final String message;
  private final String hint;

  ErrorCode(String sqlState, ErrorCategory category, String message, String hint) {
    this.sqlState = sqlState;
    this.category = category;
    this.message = message;
    this.hint = hint;
  }

  public String sqlState() {
    return sqlState;
  }

  public ErrorCategory category() {
    return category;
  }

  /** The message with its {@code <parameter>} marks. */
  public String messageTemplate() {
    return message;
  }

  /** The hint with its {@code <parameter>} marks. */
  public String hintTemplate() {
    return hint;
  }
}
