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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the driver's session keeps. Safe for use by many threads. */
final class RemoteCache implements RelationCache {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteCache.class);
  private static final Cleaner CLEANER = Cleaner.create();

  private final SessionLink link;
  private final SessionMemory memory;

  /** The names of those in use. */
  private final Set<List<String>> checkpoints = ConcurrentHashMap.newKeySet();

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
  public Relation checkpoint(Relation relation, boolean eager) {
    return made(new Request.Checkpoint(relation, eager));
  }

  @Override
  public Relation localCheckpoint(Relation relation, boolean eager, StorageLevel level) {
    return made(new Request.LocalCheckpoint(relation, eager, level));
  }

  private Relation made(Request request) {
    Relation made = link.call(request, Response.Checkpointed.class).relation();
    Relation.Table table = Checkpoints.table(made);
    checkpoints.add(table.nameParts());
    CLEANER.register(table, new Forgetting(link, checkpoints, table.nameParts()));
    return made;
  }

  @Override
  public void forget(Relation checkpoint) {
    forget(link, checkpoints, Checkpoints.name(checkpoint));
  }

  /** Removes files of checkpoints, which the end of a session on the driver leaves there. */
  void close() {
    for (List<String> name : List.copyOf(checkpoints)) {
      if (!Checkpoints.isStored(name)) {
        continue;
      }
      try {
        forget(link, checkpoints, name);
      } catch (SampoException e) {
        LOG.warn("The rows of {} may be left: {}", name, e.toString());
        return;
      }
    }
  }

  private static void forget(SessionLink link, Set<List<String>> checkpoints, List<String> name) {
    if (checkpoints.remove(name)) {
      link.call(new Request.ForgetCheckpoint(name), Response.Done.class);
    }
  }

  /** Tells the driver that a checkpoint is out of use. Must not refer to the relation. */
  private record Forgetting(SessionLink link, Set<List<String>> checkpoints, List<String> name)
      implements Runnable {
    @Override
    public void run() {
      // The driver may be gone; others that are out of use must not wait for it.
      Thread.ofVirtual().name("sampo-forget").start(this::tell);
    }

    private void tell() {
      try {
        forget(link, checkpoints, name);
      } catch (SampoException e) {
        LOG.debug("the rows of {} are freed with their session: {}", name, e.toString());
      }
    }
  }
}
