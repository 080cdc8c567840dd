package io.sampo.sql.parser;

import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * What the grammar would have accepted at two neighbouring tokens: the one it failed at and the one
 * before, which may be a misspelled keyword that was taken for a name. Found by parsing once more
 * and asking at every decision.
 */
final class ExpectedTokens {
  private final IntervalSet before = new IntervalSet();
  private final IntervalSet at = new IntervalSet();

  private ExpectedTokens() {}

  static ExpectedTokens collect(String sql, List<SqlToken> tokens, int rule, int failure) {
    var expected = new ExpectedTokens();
    SqlGrammar parser = SqlTreeParser.parser(new SqlTokens(sql, tokens));
    parser.setErrorHandler(expected.new Collector(failure));
    try {
      SqlTreeParser.run(parser, rule);
    } catch (ParseCancellationException again) {
      // The failure that is being explained: all sets are filled by now.
      return expected;
    }
    return expected;
  }

  /** The types that could stand in the place of the offending token. */
  IntervalSet atFailure() {
    return at;
  }

  /** The types that could stand in the place of the token before. */
  IntervalSet before() {
    return before;
  }

  private final class Collector extends BailErrorStrategy {
    private final int failure;

    Collector(int failure) {
      this.failure = failure;
    }

    @Override
    public void sync(Parser parser) {
      note(parser);
    }

    @Override
    public org.antlr.v4.runtime.Token recoverInline(Parser parser) {
      note(parser);
      return super.recoverInline(parser);
    }

    private void note(Parser parser) {
      int index = parser.getInputStream().index();
      if (index == failure) {
        at.addAll(parser.getExpectedTokens());
      } else if (index == failure - 1) {
        before.addAll(parser.getExpectedTokens());
      }
    }
  }
}
