package io.sampo.sql.lowering;

import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Literal;
import io.sampo.spec.JoinType;
import io.sampo.spec.Relation;
import io.sampo.sql.parser.SqlGrammar;
import io.sampo.sql.parser.SqlGrammar.ExpressionContext;
import io.sampo.sql.parser.SqlGrammar.FromClauseContext;
import io.sampo.sql.parser.SqlGrammar.JoinContext;
import io.sampo.sql.parser.SqlGrammar.JoinTypeContext;
import io.sampo.sql.parser.SqlGrammar.JoinedContext;
import io.sampo.sql.parser.SqlGrammar.RelationContext;
import io.sampo.sql.parser.SqlGrammar.RelationPrimaryContext;
import io.sampo.sql.parser.SqlGrammar.SampleContext;
import io.sampo.sql.parser.SqlGrammar.TableAliasContext;
import io.sampo.sql.parser.SqlGrammar.TableArgumentContext;
import io.sampo.sql.parser.SqlGrammar.ValuesContext;
import io.sampo.sql.parser.SyntaxErrors;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Lowers what stands behind FROM. */
final class RelationLowering {
  private static final int SEEDS = 1000;

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
        result = cross(result, right, true, item);
        for (JoinContext join : item.join()) {
          result = join(result, join);
        }
      } else {
        result = cross(result, joined(item), false, item);
      }
    }
    return result;
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
    TableAliasContext alias = context.tableAlias();
    if (alias == null) {
      return result;
    }
    return new Relation.SubqueryAlias(
        result,
        Names.text(alias.identifier()),
        Names.list(alias.identifierList()),
        source.origin(context));
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
      throw SampoException.unsupported(
          "The table function " + name,
          "Known is range(start, end, step, partitions).",
          origin.span());
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
    long seed =
        context.INTEGER() == null
            ? ThreadLocalRandom.current().nextInt(SEEDS)
            : new BigDecimal(context.INTEGER().getText()).longValue();
    return new Relation.Sample(child, number.movePointLeft(2).doubleValue(), false, seed, origin);
  }

  private static @Nullable BigDecimal number(Expression expression) {
    if (expression instanceof Literal literal && literal.value() instanceof Number number) {
      return new BigDecimal(number.toString());
    }
    return null;
  }
}
