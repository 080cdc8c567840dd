/**
 * What the data plane moves between two JVMs over loopback: one process keeps blocks of Arrow data
 * in its store and serves them, the other reads them. {@link
 * io.sampo.bench.exchange.ExchangeRunner} is the entry point of both.
 */
@NullMarked
package io.sampo.bench.exchange;

import org.jspecify.annotations.NullMarked;
