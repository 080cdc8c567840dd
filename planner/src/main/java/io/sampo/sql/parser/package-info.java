/**
 * From SQL text to ANTLR's parse tree: scanner, keyword resolution, generated parser, and what is
 * said about text that does not parse.
 *
 * <p>Used by {@code io.sampo.sql} and {@code io.sampo.sql.lowering} only; the one place besides
 * them where ANTLR may be used. {@link io.sampo.sql.parser.SqlScanner} cuts the text, {@link
 * io.sampo.sql.parser.KeywordResolver} decides by the neighbours which words are keywords and what
 * each parenthesis opens, and the generated {@code SqlGrammar} then needs one token of lookahead
 * only. A test keeps it that way, because it is what makes the first parse of a process quick.
 */
@NullMarked
package io.sampo.sql.parser;

import org.jspecify.annotations.NullMarked;
