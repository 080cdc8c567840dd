package io.sampo.codegen.kernel;

/**
 * Parts of dates given as days since 1970-01-01. Shifting the year to begin in March makes the leap
 * day its last one (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
 */
public final class CivilDate {
  private CivilDate() {}

  private static int yearAndDay(int days, boolean wantYear, boolean wantMonth) {
    int shifted = days + 719468;
    int era = Math.floorDiv(shifted, 146097);
    int dayOfEra = shifted - era * 146097;
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int marchMonth = (5 * dayOfYear + 2) / 153;
    int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
    if (wantYear) {
      return yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    }
    return wantMonth ? month : dayOfYear - (153 * marchMonth + 2) / 5 + 1;
  }

  public static int year(int days) {
    return yearAndDay(days, true, false);
  }

  public static int month(int days) {
    return yearAndDay(days, false, true);
  }

  public static int day(int days) {
    return yearAndDay(days, false, false);
  }
}
