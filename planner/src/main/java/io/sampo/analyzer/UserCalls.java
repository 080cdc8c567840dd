package io.sampo.analyzer;

import io.sampo.code.UserFunction;
import io.sampo.error.Origin;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.function.UserFunctions;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;

/** Calls of functions that the program brings along: arguments are passed as they stand. */
final class UserCalls {
  private UserCalls() {}

  static Expression resolve(
      AnalyzerSettings settings, UserFunction function, List<Expression> arguments, Origin origin) {
    List<DataType> types = arguments.stream().map(Expression::type).toList();
    String id =
        settings.functions().use(function) + "/" + UserFunctions.forms(function.name(), types);
    var all = new ArrayList<Expression>();
    all.add(new Literal(id, DataType.STRING));
    all.addAll(arguments);
    return Call.of(
        UserFunctions.bind(function.deterministic(), types, function.type()), all, origin);
  }
}
