package io.sampo.sql.lowering;

import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import io.sampo.spec.Relation.SetOperator;
import io.sampo.spec.Relation.SubqueryAlias;
import io.sampo.spec.SortKey;
import io.sampo.sql.parser.SqlGrammar;
import io.sampo.sql.parser.SqlGrammar.CommonTableContext;
import io.sampo.sql.parser.SqlGrammar.DirectionContext;
import io.sampo.sql.parser.SqlGrammar.LimitContext;
import io.sampo.sql.parser.SqlGrammar.OffsetContext;
import io.sampo.sql.parser.SqlGrammar.QueryContext;
import io.sampo.sql.parser.SqlGrammar.QueryOrganizationContext;
import io.sampo.sql.parser.SqlGrammar.QueryTermContext;
import io.sampo.sql.parser.SqlGrammar.SelectTailContext;
import io.sampo.sql.parser.SqlGrammar.SetOperationContext;
import io.sampo.sql.parser.SqlGrammar.SortKeyContext;
import io.sampo.sql.parser.SqlGrammar.WindowClauseContext;
import io.sampo.sql.parser.SqlGrammar.WithClauseContext;
import io.sampo.sql.parser.SyntaxErrors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lowers queries: common table expressions, set operations, order and limits. */
final class QueryLowering {
  private final Lowering lowering;
  private final Source source;
  private final SelectLowering selects;

  QueryLowering(Lowering lowering) {
    this.lowering = lowering;
    this.source = lowering.source();
    this.selects = new SelectLowering(lowering);
  }

  Relation query(QueryContext context) {
    List<SubqueryAlias> definitions =
        context.withClause() == null ? List.of() : definitions(context.withClause());
    Relation result;
    if (context.setOperation().isEmpty()) {
      // The windows of a single select are known in its ORDER BY too.
      lowering.windows().open(windows(context.queryTerm()));
      result = organized(term(context.queryTerm()), context.queryOrganization());
      lowering.windows().close();
    } else {
      lowering.windows().open(null);
      result = organized(setOperations(context), context.queryOrganization());
      lowering.windows().close();
    }
    return definitions.isEmpty()
        ? result
        : new Relation.With(definitions, result, source.origin(context));
  }

  private static @Nullable WindowClauseContext windows(QueryTermContext term) {
    SelectTailContext tail = null;
    if (term.select() != null) {
      tail = term.select().selectTail();
    } else if (term.fromFirst() != null) {
      tail = term.fromFirst().selectTail();
    }
    return tail == null ? null : tail.windowClause();
  }

  private List<SubqueryAlias> definitions(WithClauseContext context) {
    var names = new HashSet<String>();
    var definitions = new ArrayList<SubqueryAlias>();
    for (CommonTableContext table : context.commonTable()) {
      String name = Names.text(table.identifier());
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw SyntaxErrors.at(source.span(table.identifier()), "WITH defines this name twice.");
      }
      Relation body = query(table.query());
      definitions.add(
          new SubqueryAlias(
              context.RECURSIVE() == null ? body : recursion(table, name, body),
              name,
              Names.list(table.identifierList()),
              source.origin(table)));
    }
    return definitions;
  }

  private Relation recursion(CommonTableContext table, String name, Relation body) {
    Optional<Integer> levels =
        table.INTEGER() == null
            ? Optional.empty()
            : Optional.of(Integer.parseInt(table.INTEGER().getText()));
    return new Relation.Recursion(
        body,
        name,
        Names.list(table.identifierList()),
        levels,
        Optional.empty(),
        source.origin(table));
  }

  private Relation term(QueryTermContext context) {
    if (context.select() != null) {
      return selects.select(context.select());
    }
    if (context.fromFirst() != null) {
      return selects.fromFirst(context.fromFirst());
    }
    if (context.values() != null) {
      return lowering.relations().values(context.values());
    }
    if (context.query() != null) {
      return query(context.query());
    }
    return new Relation.Table(Names.parts(context.qualifiedName()), source.origin(context));
  }

  // ---- set operations

  /** INTERSECT binds tighter than UNION and EXCEPT; all associate to the left. */
  private Relation setOperations(QueryContext context) {
    List<SetOperationContext> operations = context.setOperation();
    Relation result = scopedTerm(context.queryTerm());
    int at = 0;
    while (at < operations.size()) {
      SetOperationContext operation = operations.get(at++);
      Relation right = scopedTerm(operation.queryTerm());
      boolean loose = operation.kind.getType() != SqlGrammar.INTERSECT;
      while (loose
          && at < operations.size()
          && operations.get(at).kind.getType() == SqlGrammar.INTERSECT) {
        SetOperationContext tighter = operations.get(at++);
        right = combined(right, scopedTerm(tighter.queryTerm()), tighter);
      }
      result = combined(result, right, operation);
    }
    return result;
  }

  private Relation scopedTerm(QueryTermContext context) {
    lowering.windows().open(windows(context));
    Relation result = term(context);
    lowering.windows().close();
    return result;
  }

  private Relation combined(Relation left, Relation right, SetOperationContext context) {
    SetOperator operator =
        switch (context.kind.getType()) {
          case SqlGrammar.UNION -> SetOperator.UNION;
          case SqlGrammar.INTERSECT -> SetOperator.INTERSECT;
          default -> SetOperator.EXCEPT;
        };
    boolean all = context.quantifier != null && context.quantifier.getType() == SqlGrammar.ALL;
    boolean byName = context.BY() != null;
    if (byName && operator != SetOperator.UNION) {
      throw SyntaxErrors.at(
          source.span(context.BY().getSymbol()), "Only UNION can match columns BY NAME.");
    }
    Origin origin = source.between(left.origin(), right.origin());
    return new Relation.SetOperation(left, right, operator, all, byName, false, origin);
  }

  // ---- order and limits

  private Relation organized(Relation query, QueryOrganizationContext context) {
    Relation result = query;
    refuseMixedOrder(context);
    if (context.CLUSTER() != null) {
      List<Expression> keys = lowering.expressions().all(context.expression());
      result =
          new Relation.Repartition(result, Optional.empty(), keys, true, widened(query, context));
      var order = new ArrayList<SortKey>();
      for (Expression key : keys) {
        order.add(new SortKey(key, true, Optional.empty()));
      }
      result = new Relation.Sort(result, order, false, widened(query, context));
    }
    if (context.DISTRIBUTE() != null) {
      List<Expression> keys = lowering.expressions().all(context.expression());
      result =
          new Relation.Repartition(result, Optional.empty(), keys, true, widened(query, context));
    }
    if (context.sortBy() != null) {
      result =
          new Relation.Sort(
              result, sortKeys(context.sortBy().sortKey()), false, widened(query, context));
    }
    if (context.ORDER() != null) {
      result = new Relation.Sort(result, orderKeys(context), true, widened(query, context));
    }
    if (context.offset() != null) {
      result = offset(result, context.offset());
    }
    return context.limit() == null ? result : limit(result, context.limit());
  }

  private Origin widened(Relation query, QueryOrganizationContext context) {
    return source.between(query.origin(), source.origin(context));
  }

  private void refuseMixedOrder(QueryOrganizationContext context) {
    boolean ordered = context.ORDER() != null;
    boolean clustered = context.CLUSTER() != null;
    boolean others = context.DISTRIBUTE() != null || context.sortBy() != null;
    if ((ordered && (clustered || others)) || (clustered && others)) {
      throw SampoException.unsupported(
          "The combination of ORDER BY, CLUSTER BY, DISTRIBUTE BY and SORT BY",
          "Use ORDER BY alone, CLUSTER BY alone, or DISTRIBUTE BY with SORT BY.",
          source.span(context));
    }
  }

  /** ORDER BY ALL is one key: the star, which stands for all output columns in their order. */
  private List<SortKey> orderKeys(QueryOrganizationContext context) {
    if (context.ALL() == null) {
      return sortKeys(context.sortKey());
    }
    var star = new Expression.Star(List.of(), List.of(), source.origin(context.ALL().getSymbol()));
    return List.of(sortKey(star, context.direction()));
  }

  List<SortKey> sortKeys(List<SortKeyContext> contexts) {
    var keys = new ArrayList<SortKey>(contexts.size());
    for (SortKeyContext context : contexts) {
      keys.add(
          sortKey(lowering.expressions().expression(context.expression()), context.direction()));
    }
    return keys;
  }

  private static SortKey sortKey(Expression expression, DirectionContext direction) {
    Optional<Boolean> nullsFirst =
        direction.NULLS() == null ? Optional.empty() : Optional.of(direction.FIRST() != null);
    return new SortKey(expression, direction.DESC() == null, nullsFirst);
  }

  private Relation limit(Relation child, LimitContext context) {
    if (context.ALL() != null) {
      return child;
    }
    Expression count = lowering.expressions().expression(context.expression());
    return new Relation.Limit(child, count, source.between(child.origin(), source.origin(context)));
  }

  private Relation offset(Relation child, OffsetContext context) {
    Expression count = lowering.expressions().expression(context.expression());
    return new Relation.Offset(
        child, count, source.between(child.origin(), source.origin(context)));
  }
}
