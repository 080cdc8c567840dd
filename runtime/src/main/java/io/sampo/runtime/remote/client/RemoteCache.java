package io.sampo.runtime.remote.client;

import io.sampo.config.StorageLevel;
import io.sampo.engine.RelationCache;
import io.sampo.error.SampoException;
import io.sampo.runtime.remote.protocol.Request;
import io.sampo.runtime.remote.protocol.Response;
import io.sampo.spec.Relation;

/** What the driver's session keeps. Safe for use by many threads. */
final class RemoteCache implements RelationCache {
  private final SessionLink link;

  RemoteCache(SessionLink link) {
    this.link = link;
  }

  @Override
  public void persist(Relation relation, StorageLevel level) {
    link.call(new Request.Persist(relation, level), Response.Done.class);
  }

  @Override
  public boolean unpersist(Relation relation) {
    return link.call(new Request.Unpersist(relation), Response.Flag.class).value();
  }

  @Override
  public StorageLevel storageLevel(Relation relation) {
    return link.call(new Request.LevelOf(relation), Response.Level.class).level();
  }

  @Override
  public void clear() {
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
    throw SampoException.unsupported(
        "A checkpoint on a cluster", "Use persist, or write the rows and read them again.", null);
  }
}
