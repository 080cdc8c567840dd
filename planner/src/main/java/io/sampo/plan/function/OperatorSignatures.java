package io.sampo.plan.function;

import io.sampo.types.BooleanType;
import io.sampo.types.DataType;
import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.NullType;
import io.sampo.types.StringType;
import io.sampo.types.YearMonthIntervalType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Types of operators: arithmetic, comparison and functions whose arguments share one type. */
final class OperatorSignatures {
  private OperatorSignatures() {}

  /**
   * {@code + - %}: decimals keep their own types, other numbers meet at the common one; intervals
   * of one kind as well.
   */
  static Signature arithmetic(BinaryOperator<DecimalType> decimalRule) {
    return (definition, given) -> {
      requireCount(definition, given, 2);
      DataType left = given.get(0);
      DataType right = given.get(1);
      DataType known = left instanceof NullType ? right : left;
      boolean intervals = isInterval(left) || isInterval(right);
      if (intervals && TypeCoercion.common(left, right).isPresent()) {
        return same(definition, 2, known, known);
      }
      return numeric(definition, given, decimalRule);
    };
  }

  /** {@code * }: as {@link #arithmetic} but without intervals. */
  static Signature numeric(BinaryOperator<DecimalType> decimalRule) {
    return (definition, given) -> {
      requireCount(definition, given, 2);
      return numeric(definition, given, decimalRule);
    };
  }

  private static BoundFunction numeric(
      FunctionDefinition definition,
      List<DataType> given,
      BinaryOperator<DecimalType> decimalRule) {
    DataType left = number(definition, given, 0);
    DataType right = number(definition, given, 1);
    if (isExact(left) && isExact(right) && (isDecimal(left) || isDecimal(right))) {
      DecimalType a = DecimalRules.of(left);
      DecimalType b = DecimalRules.of(right);
      return new BoundFunction(
          definition, List.of(a, b), decimalRule.apply(a, b), Optional.empty());
    }
    DataType type = TypeCoercion.common(left, right).orElseThrow();
    return same(definition, 2, type, type);
  }

  /** {@code /}: doubles, unless decimals take part. */
  static Signature division() {
    return (definition, given) -> {
      requireCount(definition, given, 2);
      DataType left = number(definition, given, 0);
      DataType right = number(definition, given, 1);
      if (isExact(left) && isExact(right) && (isDecimal(left) || isDecimal(right))) {
        return numeric(definition, given, DecimalRules::quotient);
      }
      return same(definition, 2, DataType.DOUBLE, DataType.DOUBLE);
    };
  }

  /** {@code div}: a BIGINT, of integers, decimals or intervals. */
  static Signature wholeDivision() {
    return (definition, given) -> {
      requireCount(definition, given, 2);
      if (isInterval(given.get(0)) && given.get(0).equals(given.get(1))) {
        return same(definition, 2, given.get(0), DataType.LONG);
      }
      DataType left = number(definition, given, 0);
      DataType right = number(definition, given, 1);
      if (!isExact(left) || !isExact(right)) {
        throw Forms.mismatch(definition.name(), given, "div takes integers or decimals");
      }
      if (isDecimal(left) || isDecimal(right)) {
        return new BoundFunction(
            definition,
            List.of(DecimalRules.of(left), DecimalRules.of(right)),
            DataType.LONG,
            Optional.empty());
      }
      return same(definition, 2, TypeCoercion.common(left, right).orElseThrow(), DataType.LONG);
    };
  }

  /** {@code = < ..}: both sides at their common type. */
  static Signature comparison(boolean needsOrder) {
    return (definition, given) -> {
      requireCount(definition, given, 2);
      DataType type = commonOf(definition, given);
      boolean comparable = needsOrder ? TypeCoercion.isOrderable(type) : !(type instanceof MapType);
      if (!comparable) {
        throw Forms.mismatch(definition.name(), given, "the type cannot be compared");
      }
      return same(definition, 2, type, DataType.BOOLEAN);
    };
  }

  /** {@code and or}. */
  static Signature logical() {
    return (definition, given) -> {
      requireCount(definition, given, 2);
      for (DataType type : given) {
        if (!(type instanceof BooleanType
            || type instanceof NullType
            || type instanceof StringType)) {
          throw Forms.mismatch(definition.name(), given, definition.name() + " takes conditions");
        }
      }
      return same(definition, 2, DataType.BOOLEAN, DataType.BOOLEAN);
    };
  }

  /** {@code & | ^}: integers at their common type. */
  static Signature bits() {
    return (definition, given) -> {
      requireCount(definition, given, 2);
      Optional<DataType> type = TypeCoercion.common(given.get(0), given.get(1));
      if (type.isEmpty() || !type.get().isIntegral()) {
        throw Forms.mismatch(definition.name(), given, definition.name() + " takes integers");
      }
      return same(definition, 2, type.get(), type.get());
    };
  }

  /**
   * At least {@code minimum} arguments at their common type, which is the result's too; the engine
   * knows the function by name.
   */
  static Signature sameTypes(int minimum) {
    return (definition, given) -> {
      if (given.size() < minimum) {
        throw Forms.wrongCount(definition, minimum + " or more", given.size());
      }
      DataType type = commonOf(definition, given);
      return same(definition, given.size(), type, type);
    };
  }

  /** As {@link #sameTypes} with an order, computed by a kernel that takes all arguments. */
  static Signature sameOrderedTypes(int minimum, Class<?> owner, String method) {
    return (definition, given) -> {
      BoundFunction plain = sameTypes(minimum).bind(definition, given);
      if (!TypeCoercion.isOrderable(plain.resultType())) {
        throw Forms.mismatch(definition.name(), given, "the type has no order");
      }
      Kernel kernel = KernelLookup.find(owner, method, plain.argumentTypes());
      return new BoundFunction(
          definition, plain.argumentTypes(), plain.resultType(), Optional.of(kernel));
    };
  }

  static DataType commonOf(FunctionDefinition definition, List<DataType> given) {
    return TypeCoercion.common(given)
        .orElseThrow(
            () -> Forms.mismatch(definition.name(), given, "the arguments have no common type"));
  }

  static void requireCount(FunctionDefinition definition, List<DataType> given, int count) {
    if (given.size() != count) {
      throw Forms.wrongCount(definition, String.valueOf(count), given.size());
    }
  }

  private static BoundFunction same(
      FunctionDefinition definition, int count, DataType argument, DataType result) {
    return new BoundFunction(
        definition, Collections.nCopies(count, argument), result, Optional.empty());
  }

  /**
   * The number an operand is taken as: text as what the other side suggests, NULL as the other
   * side.
   */
  private static DataType number(FunctionDefinition definition, List<DataType> given, int index) {
    DataType own = given.get(index);
    DataType other = given.get(1 - index);
    if (own.isNumeric()) {
      return own;
    }
    if (own instanceof NullType) {
      return other.isNumeric() ? other : DataType.DOUBLE;
    }
    if (own instanceof StringType) {
      return other.isIntegral() ? DataType.LONG : DataType.DOUBLE;
    }
    throw Forms.mismatch(definition.name(), given, definition.name() + " takes numbers");
  }

  private static boolean isInterval(DataType type) {
    return type instanceof DayTimeIntervalType || type instanceof YearMonthIntervalType;
  }

  private static boolean isExact(DataType type) {
    return !type.isFloating();
  }

  private static boolean isDecimal(DataType type) {
    return type instanceof DecimalType;
  }
}
