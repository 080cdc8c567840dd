/**
 * Rows between tasks, on one machine or several. A producer task writes blocks for each consumer
 * partition into the {@link io.sampo.runtime.exchange.BlockStore} of its worker; consumers pull
 * them through a {@link io.sampo.runtime.exchange.BlockClient}, by reference where the block is in
 * the same process and over sockets of the data plane's own where it is not. Blocks are kept until
 * the query lets go of them, so that a consumer that is lost can be run again alone.
 *
 * <p>What is inside a block is the business of those who write and read it: here it is bytes, a
 * number of rows and checksums.
 */
@NullMarked
package io.sampo.runtime.exchange;

import org.jspecify.annotations.NullMarked;
