package io.sampo.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandSyntaxTest {
  private static final CommandSyntax SYNTAX =
      new CommandSyntax(
          "sampo try",
          "Tries things.",
          "[FILE]",
          List.of(
              CommandOption.value("--format", "NAME", "How to print."),
              CommandOption.values("--view", "NAME=PATH", "A view."),
              CommandOption.value("--cores", "N", "How many threads."),
              CommandOption.flag("--time", "Whether to time.")));

  @Test
  void readsValuesInBothForms() {
    Arguments arguments = parse("--format", "csv", "--view=a=b.csv", "--view", "c=d", "--time");
    assertThat(arguments.value("--format")).contains("csv");
    assertThat(arguments.values("--view")).containsExactly("a=b.csv", "c=d");
    assertThat(arguments.has("--time")).isTrue();
    assertThat(arguments.has("--cores")).isFalse();
  }

  @Test
  void aLoneDashAndAllAfterTwoDashesAreOperands() {
    assertThat(parse("-", "--", "--time").operands()).containsExactly("-", "--time");
  }

  @Test
  void aValueMayStartWithADash() {
    assertThat(parse("--format", "-x").value("--format")).contains("-x");
  }

  @Test
  void saysWhatIsWrong() {
    assertWrong("unknown option --fromat; did you mean --format?", "--fromat", "csv");
    assertWrong("unknown option --zzzzzzzzzz", "--zzzzzzzzzz");
    assertWrong("--format is given twice", "--format", "a", "--format", "b");
    assertWrong("--format needs a value: --format NAME", "--format");
    assertWrong("--time takes no value", "--time=1");
    CommandSyntax strict = new CommandSyntax("x", "X.", null, List.of());
    assertThatThrownBy(() -> strict.parse(List.of("file")))
        .isInstanceOf(UsageException.class)
        .hasMessage("unexpected argument \"file\"");
  }

  @Test
  void checksNumbersAndChoices() {
    assertThat(parse("--cores", "3").number("--cores", 1, 8)).isEqualTo(3);
    assertThat(parse().number("--cores", 1, 8)).isEqualTo(8);
    assertThatThrownBy(() -> parse("--cores", "0").number("--cores", 1, 8))
        .hasMessage("--cores needs a whole number of at least 1, not \"0\"");
    assertThatThrownBy(() -> parse("--cores", "two").number("--cores", 1, 8))
        .isInstanceOf(UsageException.class);
    List<String> formats = List.of("table", "csv");
    assertThat(parse().choice("--format", formats)).isEqualTo("table");
    assertThatThrownBy(() -> parse("--format", "xml").choice("--format", formats))
        .hasMessage("--format needs one of table, csv, not \"xml\"");
  }

  @Test
  void helpFollowsFromTheTable() {
    assertThat(SYNTAX.help())
        .isEqualTo(
            """
            Usage: sampo try [options] [FILE]
            Tries things.

              --format NAME     How to print.
              --view NAME=PATH  A view.
              --cores N         How many threads.
              --time            Whether to time.
              --help            Show this text and exit.
            """);
  }

  private static Arguments parse(String... arguments) {
    return SYNTAX.parse(List.of(arguments));
  }

  private static void assertWrong(String message, String... arguments) {
    assertThatThrownBy(() -> parse(arguments))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }
}
