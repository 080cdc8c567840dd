/**
 * The members of a cluster as objects: a driver's node serves sessions, a worker's node joins and
 * reports. Each owns an actor system; several may live in one process.
 */
@NullMarked
package io.sampo.cluster.node;

import org.jspecify.annotations.NullMarked;
