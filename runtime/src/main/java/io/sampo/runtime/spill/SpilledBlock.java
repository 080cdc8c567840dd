package io.sampo.runtime.spill;

/**
 * Where a frame is in a file.
 *
 * @param segment which part of the file: a file goes on in another folder when one is full
 * @param position of its first byte
 * @param bytes its length
 * @param rows its rows
 */
public record SpilledBlock(int segment, long position, long bytes, int rows) {}
