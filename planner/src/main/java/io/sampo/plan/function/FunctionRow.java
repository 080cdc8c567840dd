package io.sampo.plan.function;

import io.sampo.error.SampoException;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes one row of the registry: {@code
 * scalar("upper").takes(STRING).gives(STRING).by(TextKernels.class, "upper")...}.
 */
final class FunctionRow {
  private final String name;
  private final FunctionKind kind;
  private List<String> aliases = List.of();
  private NullPolicy nullPolicy = NullPolicy.STRICT;
  private boolean deterministic = true;
  private @Nullable Signature signature;
  private final List<Form> forms = new ArrayList<>();
  private List<Parameter> parameters = List.of();
  private @Nullable Parameter rest;
  private Function<List<DataType>, DataType> result = types -> types.getFirst();
  private boolean zoned;
  private String usage = "";
  private String description = "";

  private FunctionRow(String name, FunctionKind kind) {
    this.name = name;
    this.kind = kind;
  }

  static FunctionRow scalar(String name) {
    return new FunctionRow(name, FunctionKind.SCALAR);
  }

  static FunctionRow aggregate(String name) {
    return new FunctionRow(name, FunctionKind.AGGREGATE).nulls(NullPolicy.CALLED_ON_NULL);
  }

  static FunctionRow window(String name) {
    return new FunctionRow(name, FunctionKind.WINDOW).nulls(NullPolicy.CALLED_ON_NULL);
  }

  static FunctionRow generator(String name) {
    return new FunctionRow(name, FunctionKind.GENERATOR).nulls(NullPolicy.CALLED_ON_NULL);
  }

  FunctionRow aliases(String... names) {
    aliases = List.of(names);
    return this;
  }

  FunctionRow nulls(NullPolicy policy) {
    nullPolicy = policy;
    return this;
  }

  FunctionRow random() {
    deterministic = false;
    return this;
  }

  /** A signature that is not a list of forms. */
  FunctionRow bound(Signature own) {
    signature = own;
    return this;
  }

  /** The analyzer turns calls into other expressions, so that none is ever bound. */
  FunctionRow rewritten() {
    signature =
        (definition, types) -> {
          throw SampoException.internal(
              "a call of " + definition.name() + " was not rewritten", null);
        };
    return this;
  }

  /** Starts a form. */
  FunctionRow takes(DataType... types) {
    return takes(Arrays.stream(types).map(Parameter::of).toArray(Parameter[]::new));
  }

  /** Starts a form. */
  FunctionRow takes(Parameter... wanted) {
    parameters = List.of(wanted);
    rest = null;
    zoned = false;
    return this;
  }

  /** Lets the form take any number of further arguments. */
  FunctionRow andMore(Parameter wanted) {
    rest = wanted;
    return this;
  }

  /** Gives the form's kernel the session's time zone as a last argument. */
  FunctionRow inZone() {
    zoned = true;
    return this;
  }

  FunctionRow gives(DataType type) {
    return gives(types -> type);
  }

  FunctionRow gives(Function<List<DataType>, DataType> rule) {
    result = rule;
    return this;
  }

  /** Ends a form: it is computed by this method. */
  FunctionRow by(Class<?> owner, String method) {
    forms.add(new Form(parameters, rest, result, owner, method, zoned));
    return this;
  }

  /** Ends a form: the engine knows the function by its name. */
  FunctionRow builtIn() {
    forms.add(new Form(parameters, rest, result, null, name, zoned));
    return this;
  }

  FunctionRow does(String callForms, String sentence) {
    usage = callForms;
    description = sentence;
    return this;
  }

  /** Ends the row. */
  FunctionDefinition example(String sql, String yields) {
    Signature chosen = signature == null ? new Forms(forms) : signature;
    return new FunctionDefinition(
        name,
        aliases,
        kind,
        chosen,
        nullPolicy,
        deterministic,
        usage,
        description,
        sql,
        yields,
        "0.1.0");
  }
}
