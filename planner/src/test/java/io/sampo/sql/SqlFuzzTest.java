package io.sampo.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged queries give a result or an error with a place, never anything else, and soon. */
class SqlFuzzTest {
  private static final Pattern TOKEN = Pattern.compile("'[^']*'|\\w+|\\s+|[^\\w\\s]");
  private static final int TEXTS = 2_000;
  private static final List<String> INSERTED =
      List.of(
          " ( ",
          " ) ",
          " , ",
          " ' ",
          " ` ",
          " ; ",
          " . ",
          " * ",
          " [ ",
          " ] ",
          " -> ",
          " :: ",
          " < ",
          " >> ",
          " select ",
          " from ",
          " with ",
          " case ",
          " end ",
          " over ",
          " rows ",
          " interval ",
          " date ",
          " 'x' ",
          " 1 ",
          " 1.5e3 ",
          " values ",
          " not ",
          " in ",
          " between ",
          " lateral ",
          " join ",
          " using ",
          " group ",
          " by ",
          " order ",
          " limit ",
          " union ",
          " exists ",
          " any ",
          " array ",
          " struct<",
          " map<",
          " /*+ ",
          " */ ",
          " -- ",
          " ? ",
          " : ",
          " \\ ",
          " x'1 ",
          " cast( ",
          " as ",
          " trim(both ",
          " extract( ",
          " grouping sets ",
          " rollup( ",
          " window w as ( ");

  @ParameterizedTest
  @ValueSource(longs = {1, 20260101, 987654321})
  void damagedQueriesFailCleanly(long seed) {
    var random = new Random(seed);
    List<String> queries = TpchQueries.all();
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < TEXTS; i++) {
            String sql = damaged(queries.get(random.nextInt(queries.size())), random);
            parse(sql, seed);
          }
        });
  }

  private static void parse(String sql, long seed) {
    try {
      SqlParser.parseStatements(sql);
    } catch (SampoException error) {
      assertThat(error.code()).as("seed %d: %s", seed, sql).isNotEqualTo(ErrorCode.INTERNAL_ERROR);
      assertThat(error.span()).as("seed %d: %s", seed, sql).isNotNull();
      assertThat(error.getMessage()).doesNotContain("<hint>").contains("hint: ");
    } catch (RuntimeException | StackOverflowError other) {
      throw new AssertionError("seed " + seed + ": " + sql, other);
    }
  }

  private static String damaged(String sql, Random random) {
    var tokens =
        new ArrayList<>(TOKEN.matcher(sql).results().map(result -> result.group()).toList());
    int damages = 1 + random.nextInt(4);
    for (int i = 0; i < damages && !tokens.isEmpty(); i++) {
      int at = random.nextInt(tokens.size());
      switch (random.nextInt(4)) {
        case 0 -> tokens.remove(at);
        case 1 -> tokens.add(at, INSERTED.get(random.nextInt(INSERTED.size())));
        case 2 -> tokens.set(at, INSERTED.get(random.nextInt(INSERTED.size())));
        default -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
      }
    }
    return String.join("", tokens);
  }
}
