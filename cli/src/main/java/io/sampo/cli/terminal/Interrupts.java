package io.sampo.cli.terminal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C: the first cancels what runs, a second one ends the process at once, unless that is a
 * shell. Until {@link #arm} is called it ends the process as usual. Safe for use by many threads.
 */
public final class Interrupts {
  /** What shells report of a process that Ctrl-C ended. */
  public static final int STATUS_OF_INTERRUPTED = 130;

  private final Object lock = new Object();
  private final boolean endsProcess;
  private boolean installed;
  private @Nullable Runnable cancel;

  /**
   * Nothing is armed.
   *
   * @param endsProcess whether Ctrl-C ends the process when there is nothing to cancel
   */
  public Interrupts(boolean endsProcess) {
    this.endsProcess = endsProcess;
  }

  /** From now on the next Ctrl-C runs the action, on a thread of its own. */
  public void arm(Runnable action) {
    synchronized (lock) {
      cancel = action;
      if (!installed) {
        installed = install();
      }
    }
  }

  /** There is nothing to cancel any more. */
  public void disarm() {
    synchronized (lock) {
      cancel = null;
    }
  }

  private void interrupted() {
    Runnable action;
    synchronized (lock) {
      action = cancel;
      cancel = null;
    }
    if (action != null) {
      action.run();
    } else if (endsProcess) {
      Runtime.getRuntime().halt(STATUS_OF_INTERRUPTED);
    }
  }

  /**
   * By reflection since the JDK has signals only in {@code sun.misc}, of which the compiler warns
   * in a way that nothing can switch off. False where there are none: Ctrl-C keeps ending the
   * process.
   */
  private boolean install() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, this::answer);
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      signal.getMethod("handle", signal, handler).invoke(null, interrupt, proxy);
      return true;
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      return false;
    }
  }

  private @Nullable Object answer(Object proxy, Method method, @Nullable Object[] arguments) {
    return switch (method.getName()) {
      case "handle" -> {
        interrupted();
        yield null;
      }
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "interrupts";
    };
  }
}
