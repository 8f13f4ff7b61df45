/** The bound: the rows of this project in plain JDBC, in the best batched form that was found. When a better one is found it goes here. */
package io.settlement.bench.contender.bound;
