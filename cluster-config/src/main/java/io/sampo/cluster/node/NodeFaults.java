package io.sampo.cluster.node;

import io.sampo.runtime.exchange.Link;
import io.sampo.runtime.spill.FileOpening;

/**
 * Troubles of a worker, for trying out recovery.
 *
 * @param links put around all its connections for blocks, those that others make to it too
 * @param files opens those to which it spills, blocks and the rows of tasks
 */
public record NodeFaults(Link.Wrapping links, FileOpening files) {
  /** No troubles. */
  public static final NodeFaults NONE = new NodeFaults(Link.Wrapping.NONE, FileOpening.PLAIN);
}
