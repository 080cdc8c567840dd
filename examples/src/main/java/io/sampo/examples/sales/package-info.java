/** The shortest whole program: a CSV file in, a table of totals out. The README shows it. */
@NullMarked
package io.sampo.examples.sales;

import org.jspecify.annotations.NullMarked;
