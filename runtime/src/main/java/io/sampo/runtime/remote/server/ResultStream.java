package io.sampo.runtime.remote.server;

import io.sampo.engine.Engine;
import io.sampo.engine.QueryResult;
import io.sampo.engine.ResultBatch;
import io.sampo.runtime.block.BlockEncoder;
import io.sampo.runtime.block.Compression;
import io.sampo.runtime.block.EncodedBlock;
import io.sampo.runtime.engine.ColumnResultBatch;
import io.sampo.runtime.remote.protocol.Response;
import io.sampo.runtime.remote.wire.Connection;
import io.sampo.spec.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Sends a query's result while it comes: a batch is asked for when the one before has left. Rows in
 * columns go as blocks, the few rows of a command one by one.
 */
final class ResultStream {
  private static final int ROWS_OF_A_MESSAGE = 1024;
  private static final BufferAllocator BLOCKS = new RootAllocator();

  private final Connection connection;
  private final ServedQuery query;

  ResultStream(Connection connection, ServedQuery query) {
    this.connection = connection;
    this.query = query;
  }

  /**
   * Runs the statement and sends its rows, all but the end.
   *
   * @throws IOException when the client is gone
   */
  void run(Engine engine, Statement statement) throws IOException {
    try (QueryResult result = query.begin(() -> engine.execute(statement, query.id()))) {
      query.follow(result);
      connection.send(new Response.Started(result.schema()));
      try (var encoder = new BlockEncoder(result.schema(), Compression.LZ4, BLOCKS)) {
        for (ResultBatch batch = result.next(); batch != null; batch = result.next()) {
          if (batch instanceof ColumnResultBatch columns) {
            send(encoder, columns);
          } else {
            send(batch, result.schema().size());
          }
        }
      }
    }
  }

  private void send(BlockEncoder encoder, ColumnResultBatch batch) throws IOException {
    if (batch.rowCount() > 0) {
      try (EncodedBlock block = encoder.encode(batch.columns())) {
        connection.sendBatch(block.buffer().nioBuffer(0, Math.toIntExact(block.bytes())));
      }
    }
  }

  private void send(ResultBatch batch, int columns) throws IOException {
    for (int from = 0; from < batch.rowCount(); from += ROWS_OF_A_MESSAGE) {
      int until = Math.min(batch.rowCount(), from + ROWS_OF_A_MESSAGE);
      connection.send(new Response.Rows(rows(batch, from, until, columns)));
    }
  }

  private static List<@Nullable Object[]> rows(
      ResultBatch batch, int from, int until, int columns) {
    var rows = new ArrayList<@Nullable Object[]>(until - from);
    for (int row = from; row < until; row++) {
      var values = new @Nullable Object[columns];
      for (int column = 0; column < columns; column++) {
        values[column] = batch.value(row, column);
      }
      rows.add(values);
    }
    return rows;
  }
}
