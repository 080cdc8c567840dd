package io.sampo.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.cluster.config.NodeSettings;
import io.sampo.cluster.config.Profile;
import io.sampo.cluster.config.Role;
import io.sampo.cluster.harness.Certificates;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.exchange.BlockReader;
import io.sampo.runtime.exchange.BlockWriter;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.runtime.network.HostPort;
import io.sampo.runtime.network.TlsSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Blocks are given to nodes, and taken from nodes, that show a certificate that is trusted. */
@NullMarked
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class DataPlaneTest {
  private static final String CONTENT = "rows of a task";

  @TempDir private Path folder;

  /** A node that has a block. */
  private final class Node implements AutoCloseable {
    final MemoryBudget memory = new MemoryBudget(64L << 20, 0);
    final BufferAllocator buffers = memory.forQuery("test");
    final DataPlane plane;
    final PartitionLocation block;

    Node(String id, Optional<TlsSettings> tls) {
      var settings =
          new NodeSettings(
              Role.WORKER, Profile.CLUSTER, new HostPort("127.0.0.1", 0), tls, Optional.empty());
      plane = new DataPlane(id, settings, memory, folder);
      var attempt = new ProducerAttempt("query-of-" + id, 0, 0, 0);
      byte[] bytes = CONTENT.getBytes(StandardCharsets.UTF_8);
      try (BlockWriter writer = plane.store().write(attempt, 1)) {
        ArrowBuf buffer = buffers.buffer(bytes.length);
        buffer.setBytes(0, bytes);
        writer.add(0, new BlockContent(buffer, bytes.length, 1, 1));
        writer.commit();
      }
      block = new PartitionLocation(attempt.forConsumer(0), plane.node(), 1);
    }

    String read(Node from) throws InterruptedException {
      try (BlockReader reader = plane.client().read(List.of(from.block), buffers)) {
        if (reader.take() instanceof BlockReader.Next.Block(BlockContent content)) {
          try (content) {
            var bytes = new byte[Math.toIntExact(content.bytes())];
            content.buffer().getBytes(0, bytes);
            return new String(bytes, StandardCharsets.UTF_8);
          }
        }
        return "";
      }
    }

    @Override
    public void close() {
      plane.close();
    }
  }

  private static void assertRefused(Node reader, Node from) {
    assertThatThrownBy(() -> reader.read(from))
        .isInstanceOfSatisfying(
            SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BLOCK_LOST));
  }

  @Test
  void strangersNeitherGetNorGiveBlocks() throws Exception {
    var certificates = new Certificates(folder);
    Path keys = certificates.keyPair("member");
    Path foreignKeys = certificates.keyPair("stranger");
    Path trusted = certificates.trusting("member");
    var member = Optional.of(Certificates.tls(keys, trusted));
    var stranger = Optional.of(Certificates.tls(foreignKeys, trusted));
    try (Node one = new Node("one", member);
        Node other = new Node("other", member);
        Node foreign = new Node("foreign", stranger);
        Node open = new Node("open", Optional.empty())) {
      assertThat(one.read(other)).isEqualTo(CONTENT);
      assertThat(other.read(one)).isEqualTo(CONTENT);
      assertRefused(foreign, one);
      assertRefused(one, foreign);
      assertRefused(open, one);
      assertRefused(one, open);
      assertThat(one.read(other)).isEqualTo(CONTENT);
    }
  }
}
