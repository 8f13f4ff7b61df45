/** What an operator sets while producers run, and the document that says it. */
package io.settlement.producer.live;
