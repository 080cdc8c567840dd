/** Tests of queries on several workers. */
@NullMarked
package io.sampo.runtime.cluster;

import org.jspecify.annotations.NullMarked;
