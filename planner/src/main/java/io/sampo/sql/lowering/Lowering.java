package io.sampo.sql.lowering;

import io.sampo.spec.Expression;
import io.sampo.spec.Statement;
import io.sampo.sql.parser.SqlGrammar.SingleSchemaContext;
import io.sampo.sql.parser.SqlGrammar.SingleTypeContext;
import io.sampo.sql.parser.SqlGrammar.StatementContext;
import io.sampo.sql.parser.SqlTreeParser;
import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses one text and lowers it. Holds the classes that lower the parts, each of which reaches the
 * others from here.
 */
public final class Lowering {
  private final String sql;
  private final Source source;
  private final TypeLowering types;
  private final WindowLowering windows;
  private final ExpressionLowering expressions;
  private final RelationLowering relations;
  private final QueryLowering queries;

  public Lowering(String sql) {
    this.sql = sql;
    source = new Source(sql);
    types = new TypeLowering(source);
    windows = new WindowLowering(this);
    expressions = new ExpressionLowering(this);
    relations = new RelationLowering(this);
    queries = new QueryLowering(this);
  }

  Source source() {
    return source;
  }

  TypeLowering types() {
    return types;
  }

  WindowLowering windows() {
    return windows;
  }

  ExpressionLowering expressions() {
    return expressions;
  }

  RelationLowering relations() {
    return relations;
  }

  QueryLowering queries() {
    return queries;
  }

  /** The statements of the text, which stand between semicolons. */
  public List<Statement> statements() {
    var lowering = new StatementLowering(this);
    var statements = new ArrayList<Statement>();
    for (StatementContext statement : SqlTreeParser.statements(sql).statement()) {
      statements.add(lowering.statement(statement));
    }
    return statements;
  }

  /** The text as one expression, an {@link Expression.Alias} when it has a name. */
  public Expression expression() {
    return expressions.named(SqlTreeParser.expression(sql).namedExpression());
  }

  /** The text as one type. */
  public DataType type() {
    SingleTypeContext context = SqlTreeParser.type(sql);
    return types.type(context.type());
  }

  /** The text as a list of columns. */
  public StructType schema() {
    SingleSchemaContext context = SqlTreeParser.schema(sql);
    return types.schema(context.schemaColumns());
  }
}
