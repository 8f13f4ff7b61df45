/** What this service follows in Nacos while it runs: how it hears of pushes, and what it tells of what it runs. */
package io.settlement.producer.live;
