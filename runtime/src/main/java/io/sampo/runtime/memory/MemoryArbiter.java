package io.sampo.runtime.memory;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides who gets memory. Everything in use is charged here, so the sum never passes the limit;
 * what is decided depends on the order of the calls alone.
 *
 * <p>A task asks for headroom between batches ({@link #ask}). It gets it below the <em>soft</em>
 * bound, which leaves some of the limit for allocations that cannot wait. Above it the largest
 * holder that can spill is told to, first one of a query that has more than its equal share; it
 * does so on its own thread when it asks the next time. Meanwhile others may go on up to the
 * <em>firm</em> bound, halfway to the limit; a task that needs more waits until somebody gives
 * back. A task that would wait although nobody else is left who could give anything back fails
 * instead: of tasks that all wait for each other, the last one.
 *
 * <p>An allocation in the middle of a batch ({@link #charge}) may use all of the limit. When that
 * is not enough it blocks, but only while a holder that was told to spill is on a thread at that
 * moment and not blocked itself; so threads never wait for each other in a circle.
 *
 * <p>Safe for use by many threads. Wakers are called without any lock held.
 */
final class MemoryArbiter {
  /** What a task is to do. */
  enum Verdict {
    /** Go on: the headroom is granted. */
    GO,
    /** Spill, then ask again. */
    SPILL,
    /** Stop until the waker is called, then ask again. */
    WAIT
  }

  /** Memory that is kept for reuse only. */
  interface Idle {
    long bytes();

    /** Gives back at least so many bytes to the operating system, or all there is. */
    void trim(long bytes);

    /** No query is there any more: gives back most of it. */
    void rest();
  }

  private static final long MOST_HEADROOM = 1L << 30;

  private final long limit;
  private final long soft;
  private final long firm;
  private final long least;
  private final Idle idle;
  private final Set<Holder> holders = new LinkedHashSet<>();
  private final Set<Holder.Share> shares = new LinkedHashSet<>();
  private final Set<Thread> blocked = new HashSet<>();
  private volatile LongConsumer reclaimer = wished -> {};
  private long charged;
  private long peak;

  MemoryArbiter(long limit, Idle idle) {
    this.limit = limit;
    this.soft = limit - Math.min(MOST_HEADROOM, limit / 4);
    this.firm = soft + (limit - soft) / 2;
    this.least = Math.min(1L << 20, limit / 64);
    this.idle = idle;
  }

  long limit() {
    return limit;
  }

  void reclaimFrom(LongConsumer from) {
    reclaimer = from;
  }

  /** Frees memory that nobody works with, when less than so much is free. */
  void reclaim(long bytes) {
    long free = headroom();
    if (free < bytes) {
      reclaimer.accept(bytes - free);
    }
  }

  synchronized long headroom() {
    return Math.max(0, soft - charged);
  }

  synchronized long charged() {
    return charged;
  }

  synchronized long peak() {
    return peak;
  }

  synchronized Holder.Share openShare(String name) {
    var share = new Holder.Share(name);
    shares.add(share);
    return share;
  }

  void closeShare(Holder.Share share) {
    boolean last;
    synchronized (this) {
      last = shares.remove(share) && shares.isEmpty();
    }
    if (last) {
      idle.rest();
    }
  }

  synchronized Holder open(Holder.Share share, String name, boolean revocable) {
    var holder = new Holder(share, name, revocable);
    holders.add(holder);
    return holder;
  }

  /** The holder is gone with all it held. */
  void close(Holder holder) {
    List<Runnable> wakers;
    synchronized (this) {
      if (!holders.remove(holder)) {
        return;
      }
      add(holder, -holder.held());
      holder.used = 0;
      holder.spare = 0;
      wakers = wakers();
    }
    wakers.forEach(Runnable::run);
  }

  /**
   * A task asks, between batches, for room for the next one.
   *
   * @param headroom bytes it may need
   * @param waker called when it makes sense to ask again after {@link Verdict#WAIT}
   * @throws SampoException OUT_OF_MEMORY when waiting would be for nothing
   */
  Verdict ask(Holder holder, long headroom, Runnable waker) {
    List<Runnable> wakers = new ArrayList<>();
    Verdict verdict;
    synchronized (this) {
      holder.state = Holder.State.ACTIVE;
      holder.thread = Thread.currentThread();
      holder.waker = null;
      if (holder.spilling) {
        spilled(holder);
      }
      verdict = decide(holder, headroom, wakers);
      holder.spilling = verdict == Verdict.SPILL;
      if (verdict == Verdict.WAIT) {
        holder.state = Holder.State.WAITING;
        holder.thread = null;
        holder.waker = waker;
        notifyAll();
      }
    }
    wakers.forEach(Runnable::run);
    return verdict;
  }

  private Verdict decide(Holder holder, long headroom, List<Runnable> wakers) {
    if (holder.asked) {
      holder.asked = false;
      if (holder.canSpill(1)) {
        return Verdict.SPILL;
      }
    }
    long need = headroom - holder.spare;
    if (need <= 0 || fits(need, soft)) {
      grant(holder, need);
      return Verdict.GO;
    }
    Holder victim = victim(holder.share);
    if (victim == holder) {
      return Verdict.SPILL;
    }
    if (victim != null) {
      tell(victim, wakers);
    }
    if (fits(need, firm)) {
      grant(holder, need);
      return Verdict.GO;
    }
    if (victim == null && !othersGoOn(holder)) {
      if (holder.canSpill(1)) {
        return Verdict.SPILL;
      }
      throw outOfMemory(holder, need);
    }
    return Verdict.WAIT;
  }

  private static void spilled(Holder holder) {
    holder.floor = Math.max(0, holder.used - holder.left);
  }

  /** After a holder spilled some of what it could: it can spill so many bytes more. */
  synchronized void left(Holder holder, long bytes) {
    holder.left = bytes;
  }

  private void grant(Holder holder, long need) {
    if (need > 0) {
      holder.spare += need;
      add(holder, need);
    }
  }

  private void add(Holder holder, long bytes) {
    charged += bytes;
    holder.share.held += bytes;
    peak = Math.max(peak, charged);
  }

  private boolean fits(long need, long bound) {
    long excess = charged + need + idle.bytes() - bound;
    if (excess > 0) {
      idle.trim(excess);
    }
    return charged + need <= bound;
  }

  private static void tell(Holder victim, List<Runnable> wakers) {
    victim.asked = true;
    Runnable waker = victim.waker;
    if (waker != null) {
      victim.waker = null;
      wakers.add(waker);
    }
  }

  /**
   * Who is to spill when a query is short: the largest of the query that is furthest above its
   * share, else of the query itself, else of all; null when nobody can.
   */
  private @Nullable Holder victim(Holder.Share asking) {
    long fair = limit / Math.max(1, shares.size());
    Holder best = null;
    for (Holder holder : holders) {
      if (holder.canSpill(least) && (best == null || before(holder, best, asking, fair))) {
        best = holder;
      }
    }
    return best;
  }

  private static boolean before(Holder a, Holder b, Holder.Share asking, long fair) {
    long excessA = Math.max(0, a.share.held - fair);
    long excessB = Math.max(0, b.share.held - fair);
    if (a.share != b.share && excessA != excessB) {
      return excessA > excessB;
    }
    if (a.share != b.share && (a.share == asking) != (b.share == asking)) {
      return a.share == asking;
    }
    return a.used > b.used;
  }

  private boolean othersGoOn(Holder asking) {
    for (Holder holder : holders) {
      if (holder != asking
          && (holder.state == Holder.State.ACTIVE
              || holder.state == Holder.State.WAITING && holder.waker == null)) {
        return true;
      }
    }
    return shares.stream().anyMatch(share -> share.working > 0);
  }

  /**
   * What a holder keeps is at rest while its task does something else, as part of which it may ask
   * again.
   *
   * @param waker called when it is to spill
   * @return whether it is to spill now; the waker will not be called then
   */
  synchronized boolean rest(Holder holder, Runnable waker) {
    if (holder.asked) {
      holder.asked = false;
      if (holder.canSpill(1)) {
        holder.spilling = true;
        holder.state = Holder.State.ACTIVE;
        holder.thread = Thread.currentThread();
        holder.waker = null;
        return true;
      }
    }
    if (holder.spilling) {
      holder.spilling = false;
      spilled(holder);
    }
    holder.state = Holder.State.WAITING;
    holder.thread = null;
    holder.waker = waker;
    notifyAll();
    return false;
  }

  /** The thread leaves the task for a while, or for ever. */
  synchronized void leave(Holder holder) {
    holder.thread = null;
    notifyAll();
  }

  /**
   * Whether a task that is done may leave in memory what it could spill: while all that was left so
   * takes no more than a part of the limit. If so it counts as left from now on.
   *
   * @param share the part is one of so many
   */
  synchronized boolean mayKeep(Holder asking, int share) {
    long kept = asking.used;
    for (Holder holder : holders) {
      if (holder != asking && holder.revocable && holder.state == Holder.State.NONE) {
        kept += holder.used;
      }
    }
    if (kept > limit / share) {
      return false;
    }
    asking.state = Holder.State.NONE;
    return true;
  }

  /** What is held by holders that could spill while a task used them. */
  synchronized long leftBehind() {
    long kept = 0;
    for (Holder holder : holders) {
      if (holder.revocable && holder.state == Holder.State.NONE) {
        kept += holder.used;
      }
    }
    return kept;
  }

  /** No task uses the holder any more: what it holds stays, and cannot be spilled. */
  void settle(Holder holder) {
    List<Runnable> wakers;
    synchronized (this) {
      holder.state = Holder.State.NONE;
      holder.thread = null;
      holder.asked = false;
      holder.waker = null;
      add(holder, -holder.spare);
      holder.spare = 0;
      wakers = wakers();
    }
    wakers.forEach(Runnable::run);
  }

  /**
   * Whether so many more bytes may be had in the middle of a batch without anybody spilling; false
   * also when this holder was told to spill.
   */
  boolean tryReserve(Holder holder, long bytes) {
    List<Runnable> wakers = new ArrayList<>();
    boolean granted;
    synchronized (this) {
      long need = bytes - holder.spare;
      granted = !holder.asked && (need <= 0 || fits(need, soft));
      if (granted) {
        grant(holder, need);
      } else {
        Holder victim = victim(holder.share);
        if (victim != null && victim != holder) {
          tell(victim, wakers);
        }
      }
    }
    wakers.forEach(Runnable::run);
    return granted;
  }

  /** Gives back what was granted and is not in use. */
  void releaseSpare(Holder holder) {
    List<Runnable> wakers;
    synchronized (this) {
      add(holder, -holder.spare);
      holder.spare = 0;
      wakers = wakers();
    }
    wakers.forEach(Runnable::run);
  }

  /**
   * Charges an allocation.
   *
   * @throws SampoException OUT_OF_MEMORY
   */
  void charge(Holder holder, long bytes) {
    synchronized (this) {
      while (!fits(bytes - Math.min(holder.spare, bytes), limit)) {
        Holder victim = runningVictim();
        if (victim == null) {
          throw outOfMemory(holder, bytes);
        }
        victim.asked = true;
        await();
      }
      long fromSpare = Math.min(holder.spare, bytes);
      holder.spare -= fromSpare;
      holder.used += bytes;
      add(holder, bytes - fromSpare);
    }
  }

  /** The largest that can spill and that another thread is running which is not blocked here. */
  private @Nullable Holder runningVictim() {
    Holder best = null;
    for (Holder holder : holders) {
      Thread thread = holder.thread;
      if (thread != null
          && thread != Thread.currentThread()
          && !blocked.contains(thread)
          && holder.canSpill(least)
          && (best == null || holder.used > best.used)) {
        best = holder;
      }
    }
    return best;
  }

  private void await() {
    blocked.add(Thread.currentThread());
    notifyAll();
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of(), null, e);
    } finally {
      blocked.remove(Thread.currentThread());
    }
  }

  /** An allocation was freed. */
  void discharge(Holder holder, long bytes) {
    List<Runnable> wakers;
    synchronized (this) {
      holder.used -= bytes;
      add(holder, -bytes);
      wakers = wakers();
    }
    wakers.forEach(Runnable::run);
  }

  /** What one holder has is another's from now on. */
  synchronized void move(Holder from, Holder to, long bytes) {
    from.used -= bytes;
    from.share.held -= bytes;
    to.used += bytes;
    to.share.held += bytes;
  }

  synchronized void begin(Holder.Share share) {
    share.working++;
  }

  void end(Holder.Share share) {
    List<Runnable> wakers;
    synchronized (this) {
      share.working--;
      wakers = wakers();
    }
    wakers.forEach(Runnable::run);
  }

  /** Those who wait ask again when something was given back or somebody is gone. */
  private List<Runnable> wakers() {
    notifyAll();
    var wakers = new ArrayList<Runnable>();
    for (Holder holder : holders) {
      if (holder.waker != null) {
        wakers.add(holder.waker);
        holder.waker = null;
      }
    }
    return wakers;
  }

  private SampoException outOfMemory(Holder holder, long needed) {
    String largest =
        holders.stream()
            .filter(other -> other.held() > 0)
            .sorted(Comparator.comparingLong(Holder::held).reversed())
            .limit(4)
            .map(other -> name(other) + " " + text(other.held()))
            .collect(Collectors.joining(", "));
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("operator", name(holder) + ", which holds " + text(holder.held()) + ",");
    parameters.put("needed", text(needed));
    parameters.put("held", text(charged) + " (" + largest + ")");
    parameters.put("budget", text(limit));
    long others =
        shares.stream().filter(share -> share != holder.share).mapToLong(share -> share.held).sum();
    if (others >= needed) {
      parameters.put(MemoryBudget.HELD_BY_OTHERS, text(others));
    }
    return new SampoException(ErrorCode.OUT_OF_MEMORY, parameters);
  }

  private static String name(Holder holder) {
    return holder.name + " of " + holder.share.name;
  }

  private static String text(long bytes) {
    return bytes < 1 << 20
        ? bytes + " bytes"
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
