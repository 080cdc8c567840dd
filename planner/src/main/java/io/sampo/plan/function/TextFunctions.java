package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.scalar;
import static io.sampo.types.DataType.BINARY;
import static io.sampo.types.DataType.BOOLEAN;
import static io.sampo.types.DataType.INTEGER;
import static io.sampo.types.DataType.STRING;

import io.sampo.plan.function.kernel.PatternKernels;
import io.sampo.plan.function.kernel.TextKernels;
import java.util.List;

/** Functions over text. Positions and lengths count characters (code points), from 1. */
final class TextFunctions {
  private static final Parameter TEXT = Parameter.of(STRING);
  private static final Parameter BYTES =
      new Parameter("BINARY", given -> java.util.Optional.of(given).filter(BINARY::equals));
  private static final Parameter POSITION = Parameter.POSITION;

  private TextFunctions() {}

  static List<FunctionDefinition> rows() {
    return List.of(
        scalar("like").takes(STRING, STRING).gives(BOOLEAN).by(PatternKernels.class, "like")
            .takes(STRING, STRING, STRING).gives(BOOLEAN).by(PatternKernels.class, "like")
            .does("text LIKE pattern [ESCAPE escape]", "Whether the text matches; % stands for any characters, _ for one.")
            .example("'Sampo' LIKE 'S%'", "true"),
        scalar("startswith").takes(STRING, STRING).gives(BOOLEAN).by(TextKernels.class, "startswith")
            .does("startswith(text, prefix)", "Whether the text starts with the prefix.")
            .example("startswith('Sampo', 'Sa')", "true"),
        scalar("endswith").takes(STRING, STRING).gives(BOOLEAN).by(TextKernels.class, "endswith")
            .does("endswith(text, suffix)", "Whether the text ends with the suffix.")
            .example("endswith('Sampo', 'po')", "true"),
        scalar("contains").takes(STRING, STRING).gives(BOOLEAN).by(TextKernels.class, "contains")
            .does("contains(text, part)", "Whether the part occurs in the text.")
            .example("contains('Sampo', 'amp')", "true"),
        scalar("length").aliases("len", "char_length", "character_length")
            .takes(TEXT).gives(INTEGER).by(TextKernels.class, "length")
            .takes(BYTES).gives(INTEGER).by(TextKernels.class, "length")
            .does("length(text)", "The number of characters, or of bytes of a binary.")
            .example("length('Sampo')", "5"),
        scalar("substring").aliases("substr")
            .takes(TEXT, POSITION).gives(STRING).by(TextKernels.class, "substring")
            .takes(TEXT, POSITION, POSITION).gives(STRING).by(TextKernels.class, "substring")
            .takes(BYTES, POSITION).gives(BINARY).by(TextKernels.class, "substring")
            .takes(BYTES, POSITION, POSITION).gives(BINARY).by(TextKernels.class, "substring")
            .does("substring(text, position[, length])", "The part from the position, counted from the end when negative.")
            .example("substring('Sampo', 2, 3)", "amp"),
        scalar("upper").aliases("ucase").takes(STRING).gives(STRING).by(TextKernels.class, "upper")
            .does("upper(text)", "The text in upper case.").example("upper('Sampo')", "SAMPO"),
        scalar("lower").aliases("lcase").takes(STRING).gives(STRING).by(TextKernels.class, "lower")
            .does("lower(text)", "The text in lower case.").example("lower('Sampo')", "sampo"),
        scalar("concat").aliases("||").takes(new Parameter[0]).andMore(TEXT).gives(STRING).by(TextKernels.class, "concat")
            .does("concat(a, b, ...)", "The texts one behind the other.").example("concat('Sam', 'po')", "Sampo"));
  }
}
