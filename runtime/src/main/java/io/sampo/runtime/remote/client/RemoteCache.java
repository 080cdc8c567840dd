package io.sampo.runtime.remote.client;

import io.sampo.config.StorageLevel;
import io.sampo.engine.RelationCache;
import io.sampo.error.SampoException;
import io.sampo.runtime.remote.protocol.Checkpoints;
import io.sampo.runtime.remote.protocol.Request;
import io.sampo.runtime.remote.protocol.Response;
import io.sampo.spec.Relation;
import java.lang.ref.Cleaner;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the driver's session keeps. Safe for use by many threads. */
final class RemoteCache implements RelationCache {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteCache.class);
  private static final Cleaner CLEANER = Cleaner.create();

  private final SessionLink link;
  private final SessionMemory memory;

  RemoteCache(SessionLink link, SessionMemory memory) {
    this.link = link;
    this.memory = memory;
  }

  @Override
  public void persist(Relation relation, StorageLevel level) {
    link.call(new Request.Persist(relation, level), Response.Done.class);
    memory.keep(relation, level);
  }

  @Override
  public boolean unpersist(Relation relation) {
    memory.stopKeeping(relation);
    return link.call(new Request.Unpersist(relation), Response.Flag.class).value();
  }

  @Override
  public StorageLevel storageLevel(Relation relation) {
    return link.call(new Request.LevelOf(relation), Response.Level.class).level();
  }

  @Override
  public void clear() {
    memory.stopKeepingAll();
    link.call(new Request.ClearCache(), Response.Done.class);
  }

  @Override
  public void refresh(Relation relation) {
    link.call(new Request.Refresh(relation), Response.Done.class);
  }

  @Override
  public void refreshPath(String path) {
    link.call(new Request.RefreshPath(path), Response.Done.class);
  }

  @Override
  public Relation checkpoint(Relation relation, boolean eager, StorageLevel level) {
    Relation made =
        link.call(new Request.Checkpoint(relation, eager, level), Response.Checkpointed.class)
            .relation();
    Relation.Table table = Checkpoints.table(made);
    CLEANER.register(table, new Forgetting(link, table.nameParts()));
    return made;
  }

  @Override
  public void forget(Relation checkpoint) {
    forget(link, Checkpoints.name(checkpoint));
  }

  private static void forget(SessionLink link, List<String> name) {
    link.call(new Request.ForgetCheckpoint(name), Response.Done.class);
  }

  /** Tells the driver that a checkpoint is out of use. Must not refer to the relation. */
  private record Forgetting(SessionLink link, List<String> name) implements Runnable {
    @Override
    public void run() {
      // The driver may be gone; others that are out of use must not wait for it.
      Thread.ofVirtual().name("sampo-forget").start(this::tell);
    }

    private void tell() {
      try {
        forget(link, name);
      } catch (SampoException e) {
        LOG.debug("the rows of {} are freed with their session: {}", name, e.toString());
      }
    }
  }
}
