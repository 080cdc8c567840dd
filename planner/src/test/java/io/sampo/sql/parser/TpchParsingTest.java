package io.sampo.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.sql.SqlParser;
import io.sampo.sql.TpchQueries;
import java.util.Arrays;
import java.util.List;
import org.antlr.v4.runtime.dfa.DFA;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TpchParsingTest {
  static List<String> queries() {
    return TpchQueries.all();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void everyQueryParses(String sql) {
    assertThat(SqlParser.parseStatements(sql)).isNotEmpty();
  }

  /**
   * What makes the first parse of a process quick. A decision that was simulated would have left
   * states in its automaton.
   */
  @ParameterizedTest
  @MethodSource("queries")
  void noDecisionIsSimulated(String sql) {
    List<SqlToken> tokens = new SqlScanner(sql).scan();
    new KeywordResolver(tokens, false).resolve();
    SqlGrammar parser = SqlTreeParser.parser(new SqlTokens(sql, tokens));
    parser.statements();
    DFA[] automata = parser.getInterpreter().decisionToDFA;
    assertThat(Arrays.stream(automata).filter(automaton -> !automaton.states.isEmpty())).isEmpty();
  }
}
