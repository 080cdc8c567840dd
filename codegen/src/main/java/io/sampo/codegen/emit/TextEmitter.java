package io.sampo.codegen.emit;

import io.sampo.codegen.kernel.CivilDate;
import io.sampo.codegen.kernel.LikePattern;
import io.sampo.codegen.kernel.Text;
import io.sampo.codegen.row.StringArena;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.types.DateType;
import io.sampo.types.StringType;

/** Writes the text and date functions that have kernels on views and days. */
final class TextEmitter {
  private final ExpressionEmitter expressions;
  private final Code code;

  TextEmitter(ExpressionEmitter expressions) {
    this.expressions = expressions;
    this.code = expressions.code;
  }

  Value emit(Call call) {
    boolean text = call.arguments().getFirst().type() instanceof StringType;
    boolean date = call.arguments().getFirst().type() instanceof DateType;
    return switch (call.name()) {
      case "like" -> like(call);
      case "startswith" -> text ? pair(call, "startsWith") : expressions.fallback().emit(call);
      case "endswith", "contains" ->
          text
              ? pair(call, call.name().equals("contains") ? "contains" : "endsWith")
              : expressions.fallback().emit(call);
      case "length" -> text ? length(call) : expressions.fallback().emit(call);
      case "substring" -> text ? substring(call) : expressions.fallback().emit(call);
      case "year", "month", "day" -> date ? datePart(call) : expressions.fallback().emit(call);
      default -> throw new IllegalArgumentException(call.name());
    };
  }

  private Value like(Call call) {
    Expression pattern = call.arguments().get(1);
    char escape = '\\';
    if (call.arguments().size() == 3) {
      if (!(call.arguments().get(2) instanceof Literal literal)
          || !(literal.value() instanceof String given)
          || given.length() != 1) {
        return expressions.fallback().emit(call);
      }
      escape = given.charAt(0);
    }
    if (!(pattern instanceof Literal literal) || !(literal.value() instanceof String text)) {
      return expressions.fallback().emit(call);
    }
    Value value = expressions.emit(call.arguments().getFirst());
    int compiled = expressions.loop.constant(LikePattern.compile(text, escape), LikePattern.class);
    int local = code.newInt();
    code.aload(compiled);
    code.load(value);
    code.invokeVirtual(LikePattern.class, "matches", boolean.class, long.class);
    code.istore(local);
    return new Value(Kind.BOOLEAN, local, value.nullLocal());
  }

  private Value pair(Call call, String kernel) {
    Value left = expressions.emit(call.arguments().get(0));
    Value right = expressions.emit(call.arguments().get(1));
    int local = code.newInt();
    code.load(left);
    code.load(right);
    code.invokeStatic(Text.class, kernel, boolean.class, long.class, long.class);
    code.istore(local);
    return new Value(Kind.BOOLEAN, local, code.anyNull(left, right));
  }

  private Value length(Call call) {
    Value value = expressions.emit(call.arguments().getFirst());
    int local = code.newInt();
    code.load(value);
    code.invokeStatic(Text.class, "length", int.class, long.class);
    code.istore(local);
    return new Value(Kind.INT, local, value.nullLocal());
  }

  private Value substring(Call call) {
    Value text = expressions.emit(call.arguments().get(0));
    Value position = expressions.emit(call.arguments().get(1));
    Value length = call.arguments().size() > 2 ? expressions.emit(call.arguments().get(2)) : null;
    if (position.kind() != Kind.INT || length != null && length.kind() != Kind.INT) {
      return expressions.fallback().emit(call);
    }
    int arena = expressions.loop.field("scratch", StringArena.class);
    int local = code.newLong();
    code.load(text);
    code.load(position);
    if (length == null) {
      code.iconst(Integer.MAX_VALUE);
    } else {
      code.load(length);
    }
    code.aload(arena);
    code.invokeStatic(
        Text.class, "substring", long.class, long.class, int.class, int.class, StringArena.class);
    code.lstore(local);
    return new Value(Kind.VIEW, local, code.anyNull(text, position, length));
  }

  private Value datePart(Call call) {
    Value value = expressions.emit(call.arguments().getFirst());
    int local = code.newInt();
    code.load(value);
    code.invokeStatic(CivilDate.class, call.name(), int.class, int.class);
    code.istore(local);
    return new Value(Kind.INT, local, value.nullLocal());
  }
}
