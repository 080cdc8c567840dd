package io.sampo.runtime.exchange;

import java.util.List;

/**
 * Takes the blocks of one attempt of a producer. Used by one thread at a time. Nothing of it can be
 * read by {@link PartitionLocation#blocks number} before {@link #commit}.
 */
public interface BlockWriter extends AutoCloseable {
  /**
   * Adds a block for a consumer, behind those added before. Takes over the content's reference,
   * even when it fails.
   *
   * @throws io.sampo.error.SampoException OUT_OF_MEMORY, or FAILED_WRITE_FILE when neither memory
   *     nor disk takes it
   */
  void add(int consumer, BlockContent content);

  /** Ends the attempt well. The summaries of all consumers, in order, those without blocks too. */
  List<PartitionSummary> commit();

  /** Discards all blocks unless they were committed. May be called twice. */
  @Override
  void close();
}
