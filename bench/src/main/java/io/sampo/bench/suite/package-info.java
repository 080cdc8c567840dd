/**
 * What is asked of the engines: tables, questions and the data behind them. A suite is immutable
 * and knows no engine.
 */
@NullMarked
package io.sampo.bench.suite;

import org.jspecify.annotations.NullMarked;
