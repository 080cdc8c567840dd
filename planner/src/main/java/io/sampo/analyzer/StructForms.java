package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.function.BoundFunction;
import io.sampo.plan.function.NestedFunctions;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Structs, whose field names come from the query's text. */
final class StructForms {
  private StructForms() {}

  static Map<String, Form> forms() {
    return Map.of(
        "struct",
        StructForms::struct,
        "named_struct",
        StructForms::namedStruct,
        "arrays_zip",
        StructForms::zipped);
  }

  /** The fields of the structs have the names of the columns that the arrays are, else numbers. */
  private static Expression zipped(
      ExpressionResolver resolver, io.sampo.spec.Expression.Call call) {
    Expression structs =
        resolver.binder().call("arrays_zip", resolver.resolveAll(call.arguments()), call.origin());
    boolean named =
        call.arguments().stream().anyMatch(io.sampo.spec.Expression.Attribute.class::isInstance);
    if (!named
        || !(structs.type() instanceof ArrayType array)
        || !(array.elementType() instanceof StructType struct)) {
      return structs;
    }
    var fields = new ArrayList<StructField>();
    for (int i = 0; i < struct.size(); i++) {
      StructField field = struct.fields().get(i);
      String name =
          call.arguments().get(i) instanceof io.sampo.spec.Expression.Attribute attribute
              ? attribute.nameParts().getLast()
              : field.name();
      fields.add(new StructField(name, field.type(), field.nullable()));
    }
    var renamed = new ArrayType(new StructType(fields), array.containsNull());
    return resolver.binder().cast(structs, renamed, false, call.origin());
  }

  private static Expression struct(
      ExpressionResolver resolver, io.sampo.spec.Expression.Call call) {
    var names = new ColumnNames(resolver.analysis().settings().zone());
    var values = new ArrayList<Expression>();
    var fields = new ArrayList<String>();
    for (io.sampo.spec.Expression argument : call.arguments()) {
      if (Stars.isStar(argument)) {
        Stars.expand(argument, resolver.names().scope(), resolver.analysis())
            .forEach(column -> {
              values.add(column.value());
              fields.add(column.name());
            });
        continue;
      }
      values.add(resolver.resolve(argument));
      boolean named =
          argument instanceof io.sampo.spec.Expression.Alias
              || argument instanceof io.sampo.spec.Expression.Attribute
              || argument instanceof io.sampo.spec.Expression.PlanColumn
              || argument instanceof io.sampo.spec.Expression.Extract;
      fields.add(named ? names.of(argument) : "col" + values.size());
    }
    return struct(resolver.binder(), fields, values, call.origin());
  }

  private static Expression namedStruct(
      ExpressionResolver resolver, io.sampo.spec.Expression.Call call) {
    var values = new ArrayList<Expression>();
    var fields = new ArrayList<String>();
    List<io.sampo.spec.Expression> arguments = call.arguments();
    for (int i = 0; i < arguments.size(); i += 2) {
      boolean named =
          i + 1 < arguments.size()
              && arguments.get(i) instanceof io.sampo.spec.Expression.Literal literal
              && literal.value() instanceof String name
              && fields.add(name);
      if (!named) {
        throw AnalyzerErrors.notConstant(
            "named_struct", "name", "STRING", arguments.get(i).origin());
      }
      values.add(resolver.resolve(arguments.get(i + 1)));
    }
    return struct(resolver.binder(), fields, values, call.origin());
  }

  /** A struct of values under names. */
  static Expression struct(
      Binder binder, List<String> names, List<Expression> values, Origin origin) {
    var fields = new ArrayList<StructField>();
    for (int i = 0; i < values.size(); i++) {
      fields.add(new StructField(names.get(i), values.get(i).type(), values.get(i).nullable()));
    }
    List<DataType> types = values.stream().map(Expression::type).toList();
    var bound =
        new BoundFunction(
            binder.definition("named_struct"),
            types,
            new StructType(fields),
            Optional.of(NestedFunctions.structOf()));
    return Call.of(bound, values, origin);
  }
}
