package io.sampo.plan.function;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.types.DataType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Chooses the first form that takes the arguments as they are, else the first that takes them with
 * casts.
 */
record Forms(List<Form> forms) implements Signature {
  Forms {
    forms = List.copyOf(forms);
  }

  @Override
  public BoundFunction bind(FunctionDefinition definition, List<DataType> given) {
    Form coerced = null;
    List<DataType> coercedTypes = List.of();
    for (Form form : forms) {
      if (!form.takes(given.size())) {
        continue;
      }
      Optional<List<DataType>> accepted = form.accept(given);
      if (accepted.isPresent() && Form.unchanged(given, accepted.get())) {
        return form.bind(definition, accepted.get());
      }
      if (accepted.isPresent() && coerced == null) {
        coerced = form;
        coercedTypes = accepted.get();
      }
    }
    if (coerced != null) {
      return coerced.bind(definition, coercedTypes);
    }
    throw misfit(definition, given);
  }

  private SampoException misfit(FunctionDefinition definition, List<DataType> given) {
    if (forms.stream().noneMatch(form -> form.takes(given.size()))) {
      return wrongCount(definition, counts(), given.size());
    }
    String wanted = forms.stream().map(Form::text).distinct().collect(Collectors.joining(" or "));
    return mismatch(definition.name(), given, definition.name() + " takes " + wanted);
  }

  private String counts() {
    var counts = new TreeSet<Integer>();
    boolean open = false;
    for (Form form : forms) {
      counts.add(form.parameters().size());
      open |= form.rest() != null;
    }
    String text = counts.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    return open ? counts.first() + " or more" : text;
  }

  static SampoException wrongCount(FunctionDefinition definition, String expected, int actual) {
    return new SampoException(
        ErrorCode.WRONG_NUM_ARGS,
        Map.of("name", definition.name(), "expected", expected, "actual", actual));
  }

  /** The error of a call whose arguments are of types the function does not take. */
  static SampoException mismatch(String name, List<DataType> given, String details) {
    String types = given.stream().map(DataType::sql).collect(Collectors.joining(", ", "(", ")"));
    return new SampoException(
        ErrorCode.DATATYPE_MISMATCH,
        Map.of("expression", name + types, "details", details + ", but got " + types));
  }
}
