package io.sampo.types;

/**
 * The value of a {@link CalendarIntervalType}: its three parts are kept apart since months and days
 * vary in length.
 */
public record CalendarInterval(int months, int days, long microseconds) {}
