package io.sampo.runtime.engine;

import io.sampo.plan.table.TableStatistics;
import io.sampo.runtime.cache.KeptRows;
import io.sampo.runtime.cache.KeptTable;
import io.sampo.runtime.source.StoredTable;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Kept rows that are files, removed when nobody holds them. Safe for use by many threads. */
final class FileRows implements KeptRows {
  private final CheckpointFolder folder;
  private final StoredTable files;
  private final AtomicInteger holders = new AtomicInteger(1);

  /**
   * @param folder where the files are
   * @param files the same as a table
   */
  FileRows(CheckpointFolder folder, StoredTable files) {
    this.folder = folder;
    this.files = files;
  }

  @Override
  public boolean retain() {
    return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  @Override
  public void release() {
    if (holders.getAndUpdate(count -> Math.max(0, count - 1)) == 1) {
      folder.delete();
    }
  }

  @Override
  public boolean isIntact() {
    return folder.isThere();
  }

  @Override
  public TableStatistics statistics() {
    return files.statistics();
  }

  @Override
  public String places() {
    return String.format(Locale.ROOT, "%,d bytes in %s", folder.bytes(), folder.path());
  }

  @Override
  public StoredTable scan(KeptTable table) {
    return files;
  }
}
