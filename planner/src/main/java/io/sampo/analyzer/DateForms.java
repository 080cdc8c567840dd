package io.sampo.analyzer;

import static java.util.Map.entry;

import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.spec.Expression.Attribute;
import io.sampo.spec.Expression.Call;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Functions of dates that take a unit by name, and conversions that without a pattern are casts.
 */
final class DateForms {
  private DateForms() {}

  /** Parts of an interval that are left out are 0. */
  private static Form parts(int count) {
    return (resolver, call) -> {
      SpecialForms.requireCount(call, 0, count);
      if (call.arguments().size() == count) {
        return null;
      }
      var arguments = new ArrayList<>(resolver.resolveAll(call.arguments()));
      while (arguments.size() < count) {
        arguments.add(new Literal(0, DataType.INTEGER));
      }
      return resolver.binder().call(call.name(), arguments, call.origin());
    };
  }

  static Map<String, Form> forms() {
    return Map.ofEntries(
        entry("date_part", DateForms::datePart),
        entry("datepart", DateForms::datePart),
        entry("extract", DateForms::datePart),
        entry("dateadd", DateForms::dateAdd),
        entry("date_add", DateForms::dateAdd),
        entry("timestampadd", DateForms::dateAdd),
        entry("datediff", DateForms::dateDifference),
        entry("date_diff", DateForms::dateDifference),
        entry("timestampdiff", DateForms::dateDifference),
        entry("to_date", conversion(DataType.DATE, false)),
        entry("try_to_date", conversion(DataType.DATE, true)),
        entry("to_timestamp", conversion(DataType.TIMESTAMP, false)),
        entry("try_to_timestamp", conversion(DataType.TIMESTAMP, true)),
        entry("to_timestamp_ntz", conversion(DataType.TIMESTAMP_NTZ, false)),
        entry("unix_timestamp", DateForms::unixTimestamp),
        entry("to_unix_timestamp", DateForms::unixTimestamp),
        entry("make_interval", parts(7)),
        entry("try_make_interval", parts(7)),
        entry("make_dt_interval", parts(4)),
        entry("make_ym_interval", parts(2)));
  }

  private static Expression datePart(ExpressionResolver resolver, Call call) {
    SpecialForms.requireCount(call, 2);
    String unit = unit(call);
    Expression value = resolver.resolve(call.arguments().get(1));
    return DateParts.of(resolver.binder(), unit, value, call.origin());
  }

  /** The unit: a text, or a bare word that is no column. */
  private static String unit(Call call) {
    return switch (call.arguments().getFirst()) {
      case io.sampo.spec.Expression.Literal literal when literal.value() instanceof String unit ->
          unit;
      case Attribute attribute when attribute.nameParts().size() == 1 ->
          attribute.nameParts().getFirst();
      default -> throw AnalyzerErrors.notConstant(call.name(), "unit", "STRING", call.origin());
    };
  }

  private static @Nullable Expression dateAdd(ExpressionResolver resolver, Call call) {
    if (call.arguments().size() == 2) {
      return call.name().equals("date_add")
          ? null
          : resolver.resolve(Call.of("date_add", call.arguments(), call.origin()));
    }
    return inUnits(resolver, call, "add_units");
  }

  private static @Nullable Expression dateDifference(ExpressionResolver resolver, Call call) {
    return call.arguments().size() == 2 ? null : inUnits(resolver, call, "difference_in_units");
  }

  private static Expression inUnits(ExpressionResolver resolver, Call call, String function) {
    SpecialForms.requireCount(call, 3);
    var arguments = new ArrayList<Expression>();
    arguments.add(new Literal(unit(call), DataType.STRING));
    arguments.add(resolver.resolve(call.arguments().get(1)));
    arguments.add(resolver.resolve(call.arguments().get(2)));
    return resolver.binder().call(function, arguments, call.origin());
  }

  private static Form conversion(DataType type, boolean lenient) {
    return (resolver, call) -> {
      SpecialForms.requireCount(call, 1, 2);
      Expression value = resolver.resolve(call.arguments().getFirst());
      boolean text = value.type().equals(DataType.STRING) || value.type().equals(DataType.NULL);
      if (call.arguments().size() == 2 && text) {
        return null;
      }
      return resolver.binder().cast(value, type, lenient, call.origin());
    };
  }

  private static @Nullable Expression unixTimestamp(ExpressionResolver resolver, Call call) {
    if (!call.arguments().isEmpty()) {
      return null;
    }
    long micros = MomentForms.micros(resolver.analysis().settings());
    return new Literal(Math.floorDiv(micros, 1_000_000L), DataType.LONG);
  }
}
