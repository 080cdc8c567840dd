package io.sampo.physical.fragment;

import java.util.List;

/** A fragment that may become part of the one it sends rows to, before it is run. */
public sealed interface FragmentSwitch permits JoinSwitch, GroupSwitch {
  /** The fragment that reads the rows. */
  int join();

  /** The fragment that may become part of it. */
  int probe();

  /** The fragments whose sizes decide. */
  List<Integer> builds();

  /**
   * Whether those sizes may well be others than expected, so that it is worth waiting for them
   * before anything is sent.
   */
  boolean doubtful();

  /** The same where the reading fragment is part of another. */
  FragmentSwitch in(int other);

  /** The two in one. */
  default Fragment joined(Fragment probe, Fragment join) {
    return switch (this) {
      case JoinSwitch tables -> JoinSwitches.joined(probe, join);
      case GroupSwitch groups -> GroupSwitch.atOnce(probe, join);
    };
  }
}
