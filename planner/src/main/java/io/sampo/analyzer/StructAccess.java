package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.function.BoundFunction;
import io.sampo.plan.function.CollectionFunctions;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.MapType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.List;
import java.util.Optional;

/** {@code struct.field}, {@code array[index]} and {@code map[key]}. */
final class StructAccess {
  private StructAccess() {}

  /** The field at a position of a struct. */
  static Expression field(
      Binder binder, Expression struct, StructType type, int index, Origin origin) {
    BoundFunction bound =
        new BoundFunction(
            binder.definition("struct_field"),
            List.of(type, DataType.INTEGER),
            type.fields().get(index).type(),
            Optional.of(CollectionFunctions.structField()));
    return Call.of(bound, List.of(struct, new Literal(index, DataType.INTEGER)), origin);
  }

  /** The array of the fields at a position of an array's structs. */
  static Expression fieldOfEach(
      Binder binder, Expression structs, ArrayType type, int index, Origin origin) {
    StructField field = ((StructType) type.elementType()).fields().get(index);
    BoundFunction bound =
        new BoundFunction(
            binder.definition("struct_field_of_each"),
            List.of(type, DataType.INTEGER),
            new ArrayType(field.type(), type.containsNull() || field.nullable()),
            Optional.of(CollectionFunctions.structFieldOfEach()));
    return Call.of(bound, List.of(structs, new Literal(index, DataType.INTEGER)), origin);
  }

  static Expression extract(ExpressionResolver resolver, io.sampo.spec.Expression.Extract extract) {
    Expression child = resolver.resolve(extract.child());
    Binder binder = resolver.binder();
    boolean name =
        extract.key() instanceof io.sampo.spec.Expression.Literal written
            && written.value() instanceof String;
    boolean structs =
        child.type() instanceof ArrayType array && array.elementType() instanceof StructType;
    if (child.type() instanceof StructType || structs && name) {
      return binder.field(child, fieldName(extract), extract.origin());
    }
    Expression key = resolver.resolve(extract.key());
    if (child.type() instanceof ArrayType) {
      return binder.call("array_item", List.of(child, key), extract.origin());
    }
    if (child.type() instanceof MapType) {
      return binder.call("element_at", List.of(child, key), extract.origin());
    }
    String details =
        "only structs, arrays and maps have members, but this is " + child.type().sql();
    throw AnalyzerErrors.mismatch(Binder.text(extract.origin(), "[..]"), details, extract.origin());
  }

  private static String fieldName(io.sampo.spec.Expression.Extract extract) {
    return switch (extract.key()) {
      case io.sampo.spec.Expression.Literal literal when literal.value() instanceof String name ->
          name;
      case io.sampo.spec.Expression.Attribute attribute -> attribute.nameParts().getLast();
      default -> throw AnalyzerErrors.notConstant("[..]", "field", "STRING", extract.origin());
    };
  }
}
