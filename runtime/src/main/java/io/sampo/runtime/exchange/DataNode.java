package io.sampo.runtime.exchange;

/**
 * The data plane's end at one node.
 *
 * @param id the node's id, unique among all nodes that ever were; a node that starts again has a
 *     new one
 * @param host where its {@link BlockServer} listens
 * @param port likewise
 */
public record DataNode(String id, String host, int port) {
  @Override
  public String toString() {
    return id + " (" + host + ":" + port + ")";
  }
}
