/** The engines that contenders run on: one database server for all, and whatever else some of them need. */
package io.settlement.bench.engine;
