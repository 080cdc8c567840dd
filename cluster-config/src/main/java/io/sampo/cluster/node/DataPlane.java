package io.sampo.cluster.node;

import io.sampo.cluster.config.NodeSettings;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.block.Compression;
import io.sampo.runtime.exchange.BlockClient;
import io.sampo.runtime.exchange.BlockServer;
import io.sampo.runtime.exchange.BlockStore;
import io.sampo.runtime.exchange.DataNode;
import io.sampo.runtime.exchange.DataPlaneFigures;
import io.sampo.runtime.exchange.ExchangeSettings;
import io.sampo.runtime.exchange.LinkSecurity;
import io.sampo.runtime.exchange.SocketBlockClient;
import io.sampo.runtime.exchange.SpillingBlockStore;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.network.HostPort;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

/** A node's blocks and its sockets for them, on the node's memory. */
final class DataPlane implements AutoCloseable {
  /** Blocks stay in memory up to this share of it, and only while nobody else needs it. */
  private static final int SHARE_OF_BLOCKS = 2;

  private final SpillingBlockStore store;
  private final BlockServer server;
  private final BlockClient client;
  private final DataPlaneFigures figures = new DataPlaneFigures();
  private final DataNode node;

  /**
   * Starts to listen.
   *
   * @param id of the node, unique among all that ever were
   * @param spill where blocks go that do not fit into memory
   * @throws SampoException when the system has no port left
   */
  DataPlane(String id, NodeSettings settings, MemoryBudget memory, Path spill) {
    this(id, settings, memory, spill, NodeFaults.NONE);
  }

  /** The same with troubles. */
  DataPlane(String id, NodeSettings settings, MemoryBudget memory, Path spill, NodeFaults faults) {
    LinkSecurity security =
        settings
            .tls()
            .map(tls -> LinkSecurity.of(tls.context(), false))
            .orElse(LinkSecurity.NONE)
            .wrapped(faults.links());
    var exchange = ExchangeSettings.of(memory.limit() / SHARE_OF_BLOCKS, spill);
    this.store = new SpillingBlockStore(id, memory.forQuery("blocks"), exchange, faults.files());
    memory.reclaimFrom(store::reclaim);
    var address = new HostPort(settings.address().host(), 0);
    try {
      this.server =
          new BlockServer(
              store,
              address.resolved(),
              memory.forQuery("blocks on their way"),
              onTheWay(settings, exchange),
              security,
              figures);
    } catch (UncheckedIOException e) {
      store.close();
      throw new SampoException(
          ErrorCode.CONNECTION_FAILED,
          Map.of("address", address, "details", "cannot listen: " + e.getMessage()),
          null,
          e);
    }
    this.client = new SocketBlockClient(id, store, exchange, security, figures);
    this.node = new DataNode(id, settings.address().host(), server.port());
  }

  /** Compressing costs more than it saves where blocks never leave the machine. */
  private static ExchangeSettings onTheWay(NodeSettings settings, ExchangeSettings exchange) {
    InetSocketAddress listening = settings.address().resolved();
    boolean sameMachine = !listening.isUnresolved() && listening.getAddress().isLoopbackAddress();
    return sameMachine ? exchange.withCompression(Compression.NONE) : exchange;
  }

  BlockStore store() {
    return store;
  }

  BlockClient client() {
    return client;
  }

  /** Where others read its blocks. */
  DataNode node() {
    return node;
  }

  DataPlaneFigures figures() {
    return figures;
  }

  @Override
  public void close() {
    client.close();
    server.close();
    store.close();
  }
}
