package io.sampo.engine;

import io.sampo.code.UserFunction;
import io.sampo.code.UserJar;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import io.sampo.spec.TextParser;
import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One session's engine. Safe for use by many threads; queries of one session may run at the same
 * time. Every method throws {@link io.sampo.error.SampoException} for errors of the query, and a
 * failed query leaves the session usable.
 */
public interface Engine extends TextParser, AutoCloseable {
  /** Parses one or several statements separated by semicolons. Nothing is looked up. */
  List<Statement> parse(String sql);

  /** Parses a single expression such as {@code price * 2 AS doubled}. */
  @Override
  Expression parseExpression(String text);

  /** Parses a type such as {@code array<int>}. */
  @Override
  DataType parseType(String text);

  /**
   * Parses a schema such as {@code a INT, b DECIMAL(10,2) NOT NULL}; {@code struct<a: int>} is read
   * as its fields.
   */
  StructType parseSchema(String text);

  /**
   * Resolves the relation and yields its columns. Reads schemas and footers, never data beyond a
   * sample for inference.
   */
  StructType schema(Relation relation);

  /**
   * Starts the query and yields its rows. The caller closes the result, which cancels what still
   * runs.
   *
   * @param relation what to compute
   */
  QueryResult execute(Relation relation);

  /**
   * Runs a command to its end; its answer, if any, as rows. Views are kept per session. A {@link
   * Statement.Query} is executed. A {@link Statement.Write} is carried out while its result, which
   * has no rows, is read to its end; when it is cancelled or closed before, nothing is written.
   */
  QueryResult execute(Statement statement);

  /**
   * As {@link #execute(Statement)}, by a name that nobody else uses. After the loss of the process
   * that ran it, the same statement by the same name goes on where it was as far as that is
   * possible, and a write that had been made visible is not made again.
   *
   * @param name letters, digits and hyphens
   */
  default QueryResult execute(Statement statement, String name) {
    return execute(statement);
  }

  /** The plan as text, in the form of the mode. */
  String explain(Relation relation, Statement.ExplainMode mode);

  /** Names a relation for this session. */
  void createView(String name, Relation relation, boolean replace);

  /** Makes a function known to SQL by its name, in the place of one that had it. */
  void register(UserFunction function);

  /** Adds the classes of a jar to those that functions of this session can use. */
  void addJar(UserJar jar);

  /** Forgets a name; false when there was none. */
  boolean dropView(String name);

  /**
   * A setting's value, the default when it was not set; null-free: unknown keys yield an empty
   * optional.
   */
  Optional<String> setting(String key);

  /** Changes a setting for the queries to come. */
  void set(String key, String value);

  /** All settings that were set. */
  Map<String, String> settings();

  /** What this session keeps of computed relations. */
  RelationCache cache();

  /** Cancels all queries and frees everything. */
  @Override
  void close();
}
