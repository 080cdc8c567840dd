/**
 * Members of a cluster from the command line: a single one, or a whole cluster on this machine, and
 * what a cluster does now.
 */
@NullMarked
package io.sampo.cli.cluster;

import org.jspecify.annotations.NullMarked;
