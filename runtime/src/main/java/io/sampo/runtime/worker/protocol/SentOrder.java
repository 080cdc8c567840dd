package io.sampo.runtime.worker.protocol;

import io.sampo.physical.fragment.Fragment;
import io.sampo.physical.fragment.FragmentShape;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.serde.Serde;
import java.util.List;

/**
 * A {@link TaskOrder} as it travels, without its attempt. Whoever gives an order makes its bytes
 * itself and whoever gets it reads them itself, since what a message's transport cannot write or
 * read is lost without a word.
 *
 * @param fragment the bytes of what to run, which are made once for all its tasks
 * @param inputs as in the order
 * @param kept as in the order
 * @param shape as in the order
 * @param settings as in the order
 */
public record SentOrder(
    byte[] fragment,
    List<TaskInput> inputs,
    List<KeptInput> kept,
    FragmentShape shape,
    TaskSettings settings) {
  public SentOrder {
    inputs = List.copyOf(inputs);
    kept = List.copyOf(kept);
  }

  /**
   * An order in bytes.
   *
   * @param fragment the bytes of its fragment
   * @throws io.sampo.error.SampoException when something in it cannot be written
   */
  public static byte[] bytes(TaskOrder order, byte[] fragment) {
    return Serde.standard()
        .write(
            new SentOrder(fragment, order.inputs(), order.kept(), order.shape(), order.settings()));
  }

  /** The order itself. */
  public TaskOrder order(ProducerAttempt attempt, Fragment read) {
    return new TaskOrder(attempt, read, inputs, kept, shape, settings);
  }
}
