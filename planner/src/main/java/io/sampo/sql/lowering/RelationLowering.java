package io.sampo.sql.lowering;

import io.sampo.error.Origin;
import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Literal;
import io.sampo.spec.JoinType;
import io.sampo.spec.Relation;
import io.sampo.sql.parser.SqlGrammar;
import io.sampo.sql.parser.SqlGrammar.ExpressionContext;
import io.sampo.sql.parser.SqlGrammar.FromClauseContext;
import io.sampo.sql.parser.SqlGrammar.IdentifierContext;
import io.sampo.sql.parser.SqlGrammar.JoinContext;
import io.sampo.sql.parser.SqlGrammar.JoinTypeContext;
import io.sampo.sql.parser.SqlGrammar.JoinedContext;
import io.sampo.sql.parser.SqlGrammar.LateralViewContext;
import io.sampo.sql.parser.SqlGrammar.PivotContext;
import io.sampo.sql.parser.SqlGrammar.RelationContext;
import io.sampo.sql.parser.SqlGrammar.RelationPrimaryContext;
import io.sampo.sql.parser.SqlGrammar.SampleContext;
import io.sampo.sql.parser.SqlGrammar.TableAliasContext;
import io.sampo.sql.parser.SqlGrammar.TableArgumentContext;
import io.sampo.sql.parser.SqlGrammar.UnpivotContext;
import io.sampo.sql.parser.SqlGrammar.ValuesContext;
import io.sampo.sql.parser.SyntaxErrors;
import io.sampo.types.DataType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Lowers what stands behind FROM. */
final class RelationLowering {
  private final Lowering lowering;
  private final Source source;

  RelationLowering(Lowering lowering) {
    this.lowering = lowering;
    this.source = lowering.source();
  }

  /** Relations with commas between them are joined without a condition. */
  Relation from(FromClauseContext context) {
    List<JoinedContext> items = context.joined();
    Relation result = joined(items.getFirst());
    for (int i = 1; i < items.size(); i++) {
      JoinedContext item = items.get(i);
      // Joins bind tighter than the comma, yet LATERAL belongs to the first relation of the item.
      boolean lateral = item.LATERAL() != null;
      if (lateral) {
        Relation right = relation(item.relation());
        Optional<Relation> generated = generated(result, right, false);
        result = generated.isPresent() ? generated.get() : cross(result, right, true, item);
        for (JoinContext join : item.join()) {
          result = join(result, join);
        }
      } else {
        result = cross(result, joined(item), false, item);
      }
    }
    for (LateralViewContext view : context.lateralView()) {
      result = lateralView(result, view);
    }
    return result;
  }

  private Relation lateralView(Relation child, LateralViewContext context) {
    List<String> name = Names.parts(context.qualifiedName());
    Call generator = call(name, context.tableArguments().tableArgument(), source.origin(context));
    var names = new ArrayList<String>();
    for (IdentifierContext identifier : context.identifier()) {
      names.add(Names.text(identifier));
    }
    boolean named = names.size() > (context.AS() == null ? 0 : 1 + context.COMMA().size());
    Optional<String> alias = named ? Optional.of(names.removeFirst()) : Optional.empty();
    return new Relation.Generate(
        child, generator, context.OUTER() != null, alias, names, source.origin(context));
  }

  private Call call(List<String> name, List<TableArgumentContext> arguments, Origin origin) {
    var values = new ArrayList<Expression>();
    for (TableArgumentContext argument : arguments) {
      if (argument.FAT_ARROW() != null) {
        throw SyntaxErrors.at(
            source.span(argument), "Arguments are given by position, not by name.");
      }
      values.add(lowering.expressions().expression(argument.expression(0)));
    }
    return Call.of(String.join(".", name).toLowerCase(Locale.ROOT), values, origin);
  }

  /** A generator beside a relation whose columns it uses, as LATERAL VIEW has it. */
  private static Optional<Relation> generated(Relation left, Relation right, boolean outer) {
    Relation inner = right instanceof Relation.SubqueryAlias alias ? alias.child() : right;
    if (!(inner instanceof Relation.Generate generate)
        || !(generate.child() instanceof Relation.OneRow)) {
      return Optional.empty();
    }
    Optional<String> name = Optional.empty();
    List<String> columns = List.of();
    if (right instanceof Relation.SubqueryAlias alias) {
      name = Optional.of(alias.alias());
      columns = alias.columns();
    }
    return Optional.of(
        new Relation.Generate(left, generate.generator(), outer, name, columns, right.origin()));
  }

  private Relation cross(Relation left, Relation right, boolean lateral, JoinedContext item) {
    Origin origin = source.between(left.origin(), source.origin(item));
    return new Relation.Join(
        left, right, JoinType.INNER, Optional.empty(), List.of(), false, lateral, origin);
  }

  private Relation joined(JoinedContext context) {
    Relation result = relation(context.relation());
    for (JoinContext join : context.join()) {
      result = join(result, join);
    }
    return result;
  }

  private Relation join(Relation left, JoinContext context) {
    Relation right = relation(context.relation());
    JoinType type = context.joinType() == null ? JoinType.INNER : joinType(context.joinType());
    Optional<Expression> condition = Optional.empty();
    List<String> using = List.of();
    if (context.joinCriteria() != null) {
      if (context.NATURAL() != null) {
        throw SyntaxErrors.at(
            source.span(context.joinCriteria()),
            "NATURAL JOIN takes the common columns: remove the condition.");
      }
      ExpressionContext expression = context.joinCriteria().expression();
      if (expression != null) {
        condition = Optional.of(lowering.expressions().expression(expression));
      }
      using = Names.list(context.joinCriteria().identifierList());
    }
    boolean always =
        using.isEmpty()
            && condition
                .filter(
                    on -> !(on instanceof Literal literal && Boolean.TRUE.equals(literal.value())))
                .isEmpty();
    boolean outer = type == JoinType.LEFT_OUTER;
    if (context.LATERAL() != null && always && (outer || type == JoinType.INNER)) {
      Optional<Relation> generated = generated(left, right, outer);
      if (generated.isPresent()) {
        return generated.get();
      }
    }
    Origin origin = source.between(left.origin(), source.origin(context));
    return new Relation.Join(
        left,
        right,
        type,
        condition,
        using,
        context.NATURAL() != null,
        context.LATERAL() != null,
        origin);
  }

  private static JoinType joinType(JoinTypeContext context) {
    if (context.SEMI() != null) {
      return JoinType.LEFT_SEMI;
    }
    if (context.ANTI() != null) {
      return JoinType.LEFT_ANTI;
    }
    return switch (context.getStart().getType()) {
      case SqlGrammar.CROSS -> JoinType.CROSS;
      case SqlGrammar.LEFT -> JoinType.LEFT_OUTER;
      case SqlGrammar.RIGHT -> JoinType.RIGHT_OUTER;
      case SqlGrammar.FULL -> JoinType.FULL_OUTER;
      default -> JoinType.INNER;
    };
  }

  private Relation relation(RelationContext context) {
    Relation result = primary(context.relationPrimary());
    if (context.sample() != null) {
      result = sample(result, context.sample());
    }
    result = aliased(result, context.tableAlias(), source.origin(context));
    var pivots = new PivotLowering(lowering);
    for (ParseTree part : context.children) {
      if (part instanceof PivotContext pivot) {
        result = aliased(pivots.pivot(result, pivot), pivot.tableAlias(), source.origin(pivot));
      } else if (part instanceof UnpivotContext unpivot) {
        result =
            aliased(pivots.unpivot(result, unpivot), unpivot.tableAlias(), source.origin(unpivot));
      }
    }
    return result;
  }

  private static Relation aliased(
      Relation relation, @Nullable TableAliasContext alias, Origin origin) {
    return alias == null
        ? relation
        : new Relation.SubqueryAlias(
            relation, Names.text(alias.identifier()), Names.list(alias.identifierList()), origin);
  }

  private Relation primary(RelationPrimaryContext context) {
    Origin origin = source.origin(context);
    if (context.query() != null) {
      return lowering.queries().query(context.query());
    }
    if (context.joined() != null) {
      if (context.joined().LATERAL() != null) {
        throw SyntaxErrors.at(
            source.span(context.joined().LATERAL().getSymbol()),
            "LATERAL needs a relation to its left.");
      }
      return joined(context.joined());
    }
    if (context.values() != null) {
      return values(context.values());
    }
    if (context.STRING() != null) {
      return new Relation.Table(List.of(StringLiterals.value(context.STRING().getText())), origin);
    }
    List<String> name = Names.parts(context.qualifiedName());
    if (context.tableArguments() == null) {
      return new Relation.Table(name, origin);
    }
    return function(String.join(".", name).toLowerCase(Locale.ROOT), context, origin);
  }

  Relation values(ValuesContext context) {
    var rows = new ArrayList<List<Expression>>(context.expression().size());
    for (ExpressionContext row : context.expression()) {
      Expression value = lowering.expressions().expression(row);
      boolean several =
          value instanceof Call call
              && call.name().equals("struct")
              && row.getStart().getType() == SqlGrammar.LPAREN;
      rows.add(several ? ((Call) value).arguments() : List.of(value));
      if (rows.getLast().size() != rows.getFirst().size()) {
        throw SyntaxErrors.at(
            source.span(row),
            "The first row has "
                + rows.getFirst().size()
                + " values, this one has "
                + rows.getLast().size()
                + ".");
      }
    }
    return new Relation.Values(rows, source.origin(context));
  }

  // ---- table functions

  private Relation function(String name, RelationPrimaryContext context, Origin origin) {
    if (!name.equals("range")) {
      Call generator = call(List.of(name), context.tableArguments().tableArgument(), origin);
      return new Relation.Generate(
          new Relation.OneRow(origin), generator, false, Optional.empty(), List.of(), origin);
    }
    List<TableArgumentContext> arguments = context.tableArguments().tableArgument();
    var numbers = new ArrayList<Long>();
    for (TableArgumentContext argument : arguments) {
      numbers.add(wholeNumber(argument));
    }
    return switch (numbers.size()) {
      case 1 -> new Relation.Range(0, numbers.get(0), 1, Optional.empty(), origin);
      case 2 -> new Relation.Range(numbers.get(0), numbers.get(1), 1, Optional.empty(), origin);
      case 3 ->
          new Relation.Range(
              numbers.get(0), numbers.get(1), step(numbers, arguments), Optional.empty(), origin);
      case 4 ->
          new Relation.Range(
              numbers.get(0),
              numbers.get(1),
              step(numbers, arguments),
              partitions(numbers, arguments),
              origin);
      default ->
          throw SyntaxErrors.at(
              source.span(context),
              "range takes (end), (start, end), or further a step and partitions.");
    };
  }

  private long wholeNumber(TableArgumentContext argument) {
    Expression value = lowering.expressions().expression(argument.expression(0));
    if (argument.FAT_ARROW() == null && value instanceof Literal literal) {
      if (literal.value() instanceof Integer
          || literal.value() instanceof Long
          || literal.value() instanceof Short) {
        return ((Number) literal.value()).longValue();
      }
    }
    throw SyntaxErrors.at(source.span(argument), "The arguments of range are whole numbers.");
  }

  private long step(List<Long> numbers, List<TableArgumentContext> arguments) {
    if (numbers.get(2) == 0) {
      throw SyntaxErrors.at(source.span(arguments.get(2)), "The step of range cannot be 0.");
    }
    return numbers.get(2);
  }

  private Optional<Integer> partitions(List<Long> numbers, List<TableArgumentContext> arguments) {
    long count = numbers.get(3);
    if (count < 1 || count > Integer.MAX_VALUE) {
      throw SyntaxErrors.at(
          source.span(arguments.get(3)), "The number of partitions is at least 1.");
    }
    return Optional.of((int) count);
  }

  // ---- samples

  private Relation sample(Relation child, SampleContext context) {
    Origin origin = source.between(child.origin(), source.origin(context));
    Expression size = lowering.expressions().value(context.value());
    BigDecimal number = number(size);
    if (number == null || number.signum() < 0) {
      throw SyntaxErrors.at(
          source.span(context.value()), "The size of a sample is a number of at least 0.");
    }
    if (context.ROWS() != null) {
      return new Relation.Limit(child, size, origin);
    }
    if (number.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw SyntaxErrors.at(source.span(context.value()), "A sample holds at most 100 PERCENT.");
    }
    double fraction = number.movePointLeft(2).doubleValue();
    if (context.INTEGER() == null) {
      Expression share = new Literal(fraction, DataType.DOUBLE, origin);
      Expression drawn = Call.of("rand", List.of(), origin);
      return new Relation.Filter(child, Call.of("<", List.of(drawn, share), origin), origin);
    }
    long seed = new BigDecimal(context.INTEGER().getText()).longValue();
    return new Relation.Sample(child, fraction, false, seed, origin);
  }

  private static @Nullable BigDecimal number(Expression expression) {
    if (expression instanceof Literal literal && literal.value() instanceof Number number) {
      return new BigDecimal(number.toString());
    }
    return null;
  }
}
