package io.sampo.analyzer;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.function.FunctionKind;
import io.sampo.plan.function.FunctionRegistry;
import io.sampo.plan.function.TypeCoercion;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Relation;
import io.sampo.spec.Relation.SetOperation;
import io.sampo.spec.Relation.SetOperator;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the tables of WITH RECURSIVE. How often such a table reads itself depends on its rows,
 * so they are computed level by level while the query is resolved, and stand in its plan as rows in
 * memory.
 */
final class RecursionResolver {
  private static final int MAX_LEVELS = 100;
  private static final int MAX_ROWS = 1_000_000;

  private final Analysis analysis;
  private final Context context;

  RecursionResolver(Analysis analysis, Context context) {
    this.analysis = analysis;
    this.context = context;
  }

  /**
   * The context of a relation of which only the first rows count: when it hands on the rows of a
   * recursive table one by one, no more of them have to be computed.
   */
  static Context readingOnly(Relation relation, long rows, Context context) {
    Relation below = relation;
    while (true) {
      switch (below) {
        case Relation.Project project
            when project.expressions().stream().allMatch(RecursionResolver::keepsRows) ->
            below = project.child();
        case Relation.SubqueryAlias alias -> below = alias.child();
        case Relation.Table table when table.nameParts().size() == 1 -> {
          String name = table.nameParts().getFirst();
          return context
              .definition(name)
              .map(definition -> context.redefine(name, ending(definition, rows)))
              .orElse(context);
        }
        default -> {
          return context;
        }
      }
    }
  }

  private static boolean keepsRows(io.sampo.spec.Expression expression) {
    return !SpecTrees.hasAggregate(expression)
        && !SpecTrees.anyMatch(
            expression,
            part ->
                part instanceof io.sampo.spec.Expression.Windowed
                    || (part instanceof io.sampo.spec.Expression.Call call
                        && isGenerator(call.name())));
  }

  private static boolean isGenerator(String name) {
    return FunctionRegistry.standard()
        .lookup(name)
        .filter(definition -> definition.kind() == FunctionKind.GENERATOR)
        .isPresent();
  }

  private static Context.Definition ending(Context.Definition definition, long rows) {
    return definition.relation() instanceof Relation.SubqueryAlias alias
            && alias.child() instanceof Relation.Recursion recursion
        ? new Context.Definition(
            new Relation.SubqueryAlias(
                new Relation.Recursion(
                    recursion.body(),
                    recursion.name(),
                    recursion.columns(),
                    recursion.maxLevels(),
                    Optional.of(rows),
                    recursion.origin()),
                alias.alias(),
                alias.columns(),
                alias.origin()),
            definition.context(),
            definition.used())
        : definition;
  }

  Resolved rows(Relation.Recursion recursion) {
    if (!(recursion.body() instanceof SetOperation union)
        || union.operator() != SetOperator.UNION) {
      return analysis.resolve(recursion.body(), context);
    }
    LogicalPlan anchor = anchor(recursion, union);
    var used = new AtomicBoolean();
    step(recursion, union, anchor, List.of(), used);
    if (!used.get()) {
      return analysis.resolve(recursion.body(), context);
    }
    if (!union.all()) {
      throw new SampoException(
          ErrorCode.UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE,
          Map.of("name", recursion.name()),
          union.origin().span());
    }
    var output = new ArrayList<ColumnReference>();
    for (ColumnReference column : anchor.output()) {
      output.add(new ColumnReference(analysis.ids().next(), column.name(), column.type(), true));
    }
    var plan = new LogicalPlan.LocalRows(output, computed(recursion, union, anchor));
    return Resolved.of(plan, Scope.qualified(List.of(), output, context.outer()));
  }

  private List<@Nullable Object[]> computed(
      Relation.Recursion recursion, SetOperation union, LogicalPlan anchor) {
    Evaluation evaluation = analysis.settings().evaluation();
    int limit = recursion.maxLevels().orElse(MAX_LEVELS);
    long enough = recursion.enough().orElse(Long.MAX_VALUE);
    var all = new ArrayList<@Nullable Object[]>();
    List<@Nullable Object[]> last = evaluation.rows(anchor, analysis.ids()).orElse(List.of());
    for (int level = 1; !last.isEmpty(); level++) {
      all.addAll(last);
      if (all.size() >= enough) {
        break;
      }
      if (limit > 0 && level > limit) {
        throw exceeded(ErrorCode.RECURSION_LEVEL_LIMIT_EXCEEDED, limit, recursion);
      }
      if (all.size() >= MAX_ROWS) {
        throw exceeded(ErrorCode.RECURSION_ROW_LIMIT_EXCEEDED, MAX_ROWS, recursion);
      }
      LogicalPlan step = step(recursion, union, anchor, last, new AtomicBoolean());
      last = evaluation.rows(step, analysis.ids()).orElse(List.of());
    }
    return all;
  }

  private static SampoException exceeded(ErrorCode code, int limit, Relation.Recursion recursion) {
    return new SampoException(
        code, Map.of("name", recursion.name(), "limit", limit), recursion.origin().span());
  }

  private LogicalPlan anchor(Relation.Recursion recursion, SetOperation union) {
    LogicalPlan plan = analysis.resolve(union.left(), context).exact(analysis.ids()).plan();
    List<String> names = recursion.columns();
    if (names.isEmpty()) {
      return plan;
    }
    if (names.size() != plan.output().size()) {
      throw new SampoException(
          ErrorCode.ASSIGNMENT_ARITY_MISMATCH,
          Map.of("count", names.size(), "columns", plan.output().size()),
          recursion.origin().span());
    }
    var columns = new ArrayList<NamedExpression>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(new NamedExpression(analysis.ids().next(), names.get(i), plan.output().get(i)));
    }
    return new LogicalPlan.Project(plan, columns);
  }

  /** The second side over these rows of the table; its columns have the types of the first. */
  private LogicalPlan step(
      Relation.Recursion recursion,
      SetOperation union,
      LogicalPlan anchor,
      List<@Nullable Object[]> rows,
      AtomicBoolean used) {
    var fields = new ArrayList<StructField>();
    var types = new ArrayList<DataType>();
    for (ColumnReference column : anchor.output()) {
      fields.add(new StructField(column.name(), column.type(), true));
      types.add(column.type());
    }
    var table = new Relation.Local(new StructType(fields), rows, recursion.origin());
    Context inner =
        context.redefine(recursion.name(), new Context.Definition(table, context, used));
    LogicalPlan plan = analysis.resolve(union.right(), inner).exact(analysis.ids()).plan();
    if (plan.output().size() != types.size()) {
      throw AnalyzerErrors.columnCount("UNION", types.size(), plan.output().size(), union.origin());
    }
    for (int i = 0; i < types.size(); i++) {
      DataType found = plan.output().get(i).type();
      if (TypeCoercion.common(types.get(i), found).isEmpty()) {
        throw new SampoException(
            ErrorCode.TYPE_MISMATCH_IN_SET_OPERATION,
            Map.of(
                "operator",
                "UNION",
                "position",
                i + 1,
                "first",
                types.get(i).sql(),
                "second",
                found.sql()),
            union.origin().span());
      }
    }
    return SubqueryResolver.castColumns(plan, types, analysis);
  }
}
