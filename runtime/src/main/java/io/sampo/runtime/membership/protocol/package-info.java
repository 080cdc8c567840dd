/**
 * What members of a cluster tell each other beside the work of queries. Here and not beside the
 * members, since clients, who have no members on their class path, must register the same classes.
 *
 * <p>Version 1: a change of any record is a new version.
 */
@NullMarked
package io.sampo.runtime.membership.protocol;

import org.jspecify.annotations.NullMarked;
