/**
 * The Spark Connect server: translates protocol messages to spec and results to Arrow. The only
 * package that may see gRPC.
 */
@NullMarked
package io.sampo.connect;

import org.jspecify.annotations.NullMarked;
