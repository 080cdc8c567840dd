package io.sampo.runtime.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Faults for real connections, switched on and off while they are used: cuts, delays and damage.
 * For trying out recovery; without faults it changes nothing. Safe for use by many threads.
 */
public final class LinkFaults implements Link.Wrapping {
  /** Reads shorter than this are headers, which have checksums of their own. */
  private static final int SHORTEST_DAMAGED = 512;

  private final Set<FaultyLink> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger damages = new AtomicInteger();
  private volatile boolean refusing;
  private volatile Duration delay = Duration.ZERO;

  /** Ends all connections that there are. */
  public void cut() {
    links.forEach(FaultyLink::close);
  }

  /** From now on new connections end at once, or no longer. */
  public void refuse(boolean refuse) {
    refusing = refuse;
  }

  /** From now on every read waits for so long. */
  public void delay(Duration time) {
    delay = time;
  }

  /** Flips a bit in so many of the blocks that arrive next. */
  public void damage(int times) {
    damages.set(times);
  }

  @Override
  public Link wrap(Link link) {
    var faulty = new FaultyLink(link);
    links.add(faulty);
    return faulty;
  }

  private final class FaultyLink implements Link {
    private final Link link;

    FaultyLink(Link link) {
      this.link = link;
    }

    @Override
    public void read(ByteBuffer into) throws IOException {
      int start = into.position();
      check();
      link.read(into);
      if (!delay.isZero()) {
        LockSupport.parkNanos(delay.toNanos());
      }
      if (into.position() - start >= SHORTEST_DAMAGED
          && damages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        int middle = (start + into.position()) / 2;
        into.put(middle, (byte) (into.get(middle) ^ 0x10));
      }
    }

    @Override
    public void write(ByteBuffer... from) throws IOException {
      check();
      link.write(from);
    }

    private void check() throws IOException {
      if (refusing) {
        close();
        throw new IOException("the connection is cut");
      }
    }

    @Override
    public String peer() {
      return link.peer();
    }

    @Override
    public void close() {
      links.remove(this);
      link.close();
    }
  }
}
