package io.sampo.runtime.compute;

/**
 * Is told how a call ended: one method, on a compute thread.
 *
 * @param <T> what the call yields
 */
public interface Reply<T> {
  void returned(T value);

  void failed(Throwable cause);
}
