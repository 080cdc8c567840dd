package io.sampo.analyzer;

import io.sampo.error.SampoException;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.spec.Expression.Call;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.MapType;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The call of a generator as an array to unfold, and its columns as expressions of an element. */
final class Generators {
  /**
   * @param elements an array
   * @param position the column of an element's place
   * @param element the column of the element
   * @param columns what the generator yields, in terms of these two
   */
  record Generated(
      Expression elements,
      ColumnReference position,
      ColumnReference element,
      List<NamedExpression> columns) {}

  private final ExpressionResolver resolver;
  private final Binder binder;
  private final Call call;
  private final boolean outer;

  Generators(ExpressionResolver resolver, Call call, boolean outer) {
    this.resolver = resolver;
    this.binder = resolver.binder();
    this.call = call;
    this.outer = outer;
  }

  Generated resolve() {
    String name = call.name().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "explode", "explode_outer" -> explode(false);
      case "posexplode", "posexplode_outer" -> explode(true);
      case "inline", "inline_outer" -> inline();
      case "json_tuple" -> jsonTuple();
      case TimeWindows.WINDOW -> window();
      case TimeWindows.SESSION ->
          throw AnalyzerErrors.wrongPlace(
              "session_window", "a query without groups", "Use it in GROUP BY.", call.origin());
      default -> stack();
    };
  }

  private Generated explode(boolean withPosition) {
    SpecialForms.requireCount(call, 1);
    Expression collection = resolver.resolve(call.arguments().getFirst());
    return switch (collection.type()) {
      case ArrayType type -> generated(collection, type, withPosition, false, List.of("col"));
      case MapType type -> {
        Expression entries = binder.call("map_entries", List.of(collection), call.origin());
        yield generated(
            entries, (ArrayType) entries.type(), withPosition, true, List.of("key", "value"));
      }
      default -> throw mismatch("an array or a map", collection.type());
    };
  }

  private Generated inline() {
    SpecialForms.requireCount(call, 1);
    Expression structs = resolver.resolve(call.arguments().getFirst());
    if (structs.type() instanceof ArrayType array
        && array.elementType() instanceof StructType struct) {
      return generated(structs, array, false, true, struct.names());
    }
    throw mismatch("an array of structs", structs.type());
  }

  /** The windows of a time: none of NULL. */
  private Generated window() {
    SpecialForms.requireCount(call, 2, 4);
    List<io.sampo.spec.Expression> arguments = call.arguments();
    long duration = TimeWindows.duration(arguments.get(1), call, "the duration");
    long slide =
        arguments.size() < 3 ? duration : TimeWindows.duration(arguments.get(2), call, "the slide");
    long offset =
        arguments.size() < 4 ? 0 : TimeWindows.duration(arguments.get(3), call, "the start");
    if (duration <= 0 || slide <= 0 || slide > duration || Math.abs(offset) >= slide) {
      throw AnalyzerErrors.mismatch(
          Binder.text(call.origin(), call.name()),
          "the slide lies between 0 and the duration, and the start within the slide",
          call.origin());
    }
    Expression array =
        binder.call(
            "time_windows",
            List.of(
                resolver.resolve(arguments.getFirst()),
                new Literal(duration, DataType.LONG),
                new Literal(slide, DataType.LONG),
                new Literal(offset, DataType.LONG)),
            call.origin());
    return generated(array, (ArrayType) array.type(), false, false, List.of(TimeWindows.WINDOW));
  }

  /** One row of the members with the names. */
  private Generated jsonTuple() {
    List<Expression> arguments = resolver.resolveAll(call.arguments());
    if (arguments.size() < 2) {
      SpecialForms.requireCount(call, 2, Integer.MAX_VALUE);
    }
    var names = new ArrayList<String>();
    var members = new ArrayList<Expression>();
    for (Expression name : arguments.subList(1, arguments.size())) {
      members.add(binder.call("json_member", List.of(arguments.getFirst(), name), call.origin()));
      names.add("c" + names.size());
    }
    Expression struct = StructForms.struct(binder, names, members, call.origin());
    Expression array = binder.call("array", List.of(struct), call.origin());
    return generated(array, (ArrayType) array.type(), false, true, names);
  }

  private Generated stack() {
    List<Expression> arguments = resolver.resolveAll(call.arguments());
    if (arguments.size() < 2
        || !(arguments.getFirst() instanceof Literal literal)
        || !(literal.value() instanceof Integer rows)
        || rows < 1) {
      throw AnalyzerErrors.notConstant("stack", "n", "INT above 0", call.origin());
    }
    List<Expression> values = arguments.subList(1, arguments.size());
    int width = Math.ceilDiv(values.size(), rows);
    var names = new ArrayList<String>();
    var columns = new ArrayList<List<Expression>>();
    for (int column = 0; column < width; column++) {
      var cells = new ArrayList<Expression>();
      for (int row = 0; row < rows; row++) {
        int at = row * width + column;
        cells.add(at < values.size() ? values.get(at) : new Literal(null, DataType.NULL));
      }
      names.add("col" + column);
      columns.add(binder.unify(cells, "stack", call.origin()));
    }
    var structs = new ArrayList<Expression>();
    for (int row = 0; row < rows; row++) {
      int at = row;
      structs.add(
          StructForms.struct(
              binder, names, columns.stream().map(cells -> cells.get(at)).toList(), call.origin()));
    }
    Expression array = binder.call("array", structs, call.origin());
    return generated(array, (ArrayType) array.type(), false, true, names);
  }

  /**
   * @param fields whether the names are those of the fields of the elements, which are structs
   */
  private Generated generated(
      Expression elements,
      ArrayType type,
      boolean withPosition,
      boolean fields,
      List<String> names) {
    var ids = resolver.analysis().ids();
    var position = new ColumnReference(ids.next(), "pos", DataType.INTEGER, outer);
    boolean nullable = outer || type.containsNull();
    var element = new ColumnReference(ids.next(), "col", type.elementType(), nullable);
    var expressions = new ArrayList<Expression>();
    var all = new ArrayList<String>();
    if (withPosition) {
      expressions.add(position);
      all.add("pos");
    }
    all.addAll(names);
    if (!fields) {
      expressions.add(element);
    } else {
      var struct = (StructType) type.elementType();
      for (int i = 0; i < struct.size(); i++) {
        expressions.add(StructAccess.field(binder, element, struct, i, call.origin()));
      }
    }
    List<String> distinct = GeneratorResolver.distinct(all);
    var columns = new ArrayList<NamedExpression>();
    for (int i = 0; i < expressions.size(); i++) {
      columns.add(new NamedExpression(ids.next(), distinct.get(i), expressions.get(i)));
    }
    return new Generated(elements, position, element, columns);
  }

  private SampoException mismatch(String wanted, DataType given) {
    return AnalyzerErrors.mismatch(
        Binder.text(call.origin(), call.name()),
        call.name() + " takes " + wanted + ", but got " + given.sql(),
        call.origin());
  }
}
