package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.scalar;
import static io.sampo.types.DataType.BOOLEAN;
import static io.sampo.types.DataType.STRING;

import io.sampo.plan.function.kernel.WordKernels;
import io.sampo.types.ArrayType;
import java.util.List;

/** Functions over what text says: its words, its digits, what is to be hidden of it. */
final class WordFunctions {
  private WordFunctions() {}

  static List<FunctionDefinition> rows() {
    return List.of(
        scalar("luhn_check")
            .takes(STRING)
            .gives(BOOLEAN)
            .by(WordKernels.class, "luhnCheck")
            .does("luhn_check(digits)", "Whether the last digit is the check digit of the others.")
            .example("luhn_check('8112189876')", "true"),
        scalar("quote")
            .takes(STRING)
            .gives(STRING)
            .by(WordKernels.class, "quote")
            .does("quote(text)", "The text as a literal between quotes.")
            .example("quote('Sampo')", "'Sampo'"),
        scalar("mask")
            .nulls(NullPolicy.CALLED_ON_NULL)
            .takes(STRING)
            .gives(STRING)
            .by(WordKernels.class, "mask")
            .takes(STRING, STRING)
            .gives(STRING)
            .by(WordKernels.class, "mask")
            .takes(STRING, STRING, STRING)
            .gives(STRING)
            .by(WordKernels.class, "mask")
            .takes(STRING, STRING, STRING, STRING)
            .gives(STRING)
            .by(WordKernels.class, "mask")
            .takes(STRING, STRING, STRING, STRING, STRING)
            .gives(STRING)
            .by(WordKernels.class, "mask")
            .does(
                "mask(text[, upper[, lower[, digit[, other]]]])",
                "The text with X for capitals, x for other letters, n for digits; NULL keeps a kind.")
            .example("mask('AbCD123-@$#')", "XxXXnnn-@$#"),
        scalar("sentences")
            .takes(STRING)
            .gives(new ArrayType(new ArrayType(STRING, false), false))
            .by(WordKernels.class, "sentences")
            .takes(STRING, STRING)
            .gives(new ArrayType(new ArrayType(STRING, false), false))
            .by(WordKernels.class, "sentences")
            .takes(STRING, STRING, STRING)
            .gives(new ArrayType(new ArrayType(STRING, false), false))
            .by(WordKernels.class, "sentences")
            .does("sentences(text[, language[, country]])", "The words of each sentence.")
            .example("sentences('Hi there! Good morning.')", "[[Hi, there], [Good, morning]]"));
  }
}
