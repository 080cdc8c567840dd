package io.sampo.analyzer;

import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.Expression;
import io.sampo.spec.Expression.Call;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The calls that are more than calls, by the name of the function. */
final class SpecialForms {
  private static final Map<String, Form> FORMS = forms();

  private SpecialForms() {}

  private static Map<String, Form> forms() {
    var forms = new HashMap<String, Form>();
    forms.putAll(PredicateForms.forms());
    forms.putAll(ConditionalForms.forms());
    forms.putAll(MomentForms.forms());
    forms.putAll(DateForms.forms());
    forms.putAll(NumberForms.forms());
    forms.putAll(TypeForms.forms());
    forms.putAll(StructForms.forms());
    forms.putAll(LambdaForms.forms());
    forms.putAll(RandomForms.forms());
    forms.putAll(DocumentForms.forms());
    return Map.copyOf(forms);
  }

  /** What the call stands for; empty when it is an ordinary call. */
  static Optional<Expression> resolve(ExpressionResolver resolver, Call call) {
    Form form = FORMS.get(call.name());
    return form == null ? Optional.empty() : Optional.ofNullable(form.resolve(resolver, call));
  }

  /** What a bare word stands for that names no column: {@code current_date} and its like. */
  static Optional<Expression> bareWord(
      ExpressionResolver resolver, List<String> parts, Origin origin) {
    String word = parts.getFirst().toLowerCase(Locale.ROOT);
    return parts.size() == 1 && MomentForms.isBareWord(word)
        ? resolve(resolver, Call.of(word, List.of(), origin))
        : Optional.empty();
  }

  static void requireCount(Call call, int count) {
    requireCount(call, count, count);
  }

  static void requireCount(Call call, int least, int most) {
    int actual = call.arguments().size();
    if (actual < least || actual > most) {
      String expected = least == most ? String.valueOf(least) : least + " to " + most;
      throw new SampoException(
          ErrorCode.WRONG_NUM_ARGS,
          Map.of("name", call.name(), "expected", expected, "actual", actual),
          call.origin().span());
    }
  }
}
