package io.sampo.sql.lowering;

import io.sampo.error.Origin;
import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Alias;
import io.sampo.spec.Expression.Attribute;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Literal;
import io.sampo.spec.Relation;
import io.sampo.sql.parser.SqlGrammar.NamedExpressionContext;
import io.sampo.sql.parser.SqlGrammar.PivotContext;
import io.sampo.sql.parser.SqlGrammar.PivotValueContext;
import io.sampo.sql.parser.SqlGrammar.QualifiedNameContext;
import io.sampo.sql.parser.SqlGrammar.UnpivotColumnContext;
import io.sampo.sql.parser.SqlGrammar.UnpivotContext;
import io.sampo.sql.parser.SyntaxErrors;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lowers PIVOT, values to columns, and UNPIVOT, columns to values. */
final class PivotLowering {
  private final Lowering lowering;
  private final Source source;

  PivotLowering(Lowering lowering) {
    this.lowering = lowering;
    this.source = lowering.source();
  }

  Relation pivot(Relation child, PivotContext context) {
    Origin origin = source.origin(context);
    List<Expression> aggregates = lowering.expressions().allNamed(context.namedExpression());
    Expression pivot = lowering.expressions().value(context.value());
    var values = new ArrayList<Alias>();
    for (PivotValueContext value : context.pivotValue()) {
      values.add(value(value.namedExpression()));
    }
    return new Relation.Pivot(child, List.of(), pivot, values, aggregates, origin);
  }

  /** A value without a name is named by itself, which the empty name stands for. */
  private Alias value(NamedExpressionContext context) {
    Expression value = lowering.expressions().named(context);
    return value instanceof Alias alias ? alias : new Alias(value, "", value.origin());
  }

  /**
   * One row for each listed column, or tuple of columns: the other columns, the name, the values.
   */
  Relation unpivot(Relation child, UnpivotContext context) {
    Origin origin = source.origin(context);
    String nameColumn = Names.text(context.unpivotName().identifier());
    List<String> valueColumns =
        context.identifierList() == null
            ? List.of(Names.text(context.identifier()))
            : Names.list(context.identifierList());
    var rows = new ArrayList<Expression>();
    var taken = new ArrayList<String>();
    for (UnpivotColumnContext column : context.unpivotColumn()) {
      rows.add(row(column, nameColumn, valueColumns, taken));
    }
    Call generator = Call.of("inline", List.of(Call.of("array", rows, origin)), origin);
    Relation result =
        new Relation.Generate(child, generator, false, Optional.empty(), List.of(), origin);
    result =
        new Relation.Project(
            result, List.of(new Expression.Star(List.of(), taken, origin)), origin);
    return context.INCLUDE() == null ? withValues(result, valueColumns, origin) : result;
  }

  private Expression row(
      UnpivotColumnContext context, String nameColumn, List<String> values, List<String> taken) {
    Origin origin = source.origin(context);
    List<QualifiedNameContext> columns = context.qualifiedName();
    if (columns.size() != values.size()) {
      throw SyntaxErrors.at(
          source.span(context),
          "UNPIVOT names " + values.size() + " value columns, here are " + columns.size() + ".");
    }
    var names = new ArrayList<String>();
    var fields = new ArrayList<Expression>();
    for (int i = 0; i < columns.size(); i++) {
      List<String> parts = Names.parts(columns.get(i));
      names.add(parts.getLast());
      fields.add(text(values.get(i), origin));
      fields.add(new Attribute(parts, source.origin(columns.get(i))));
    }
    taken.addAll(names);
    String name =
        context.identifier() == null ? String.join("_", names) : Names.text(context.identifier());
    fields.addAll(0, List.of(text(nameColumn, origin), text(name, origin)));
    return Call.of("named_struct", fields, origin);
  }

  private static Literal text(String value, Origin origin) {
    return new Literal(value, DataType.STRING, origin);
  }

  /** Leaves out the rows whose values are all null. */
  private static Relation withValues(Relation rows, List<String> values, Origin origin) {
    Expression any = null;
    for (String value : values) {
      Expression present =
          Call.of("isnotnull", List.of(new Attribute(List.of(value), origin)), origin);
      any = any == null ? present : Call.of("or", List.of(any, present), origin);
    }
    return any == null ? rows : new Relation.Filter(rows, any, origin);
  }
}
