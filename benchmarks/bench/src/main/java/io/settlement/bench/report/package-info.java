/** What is written when the rounds are over: the raw data as JSON, the tables and charts for a reader. */
package io.settlement.bench.report;
