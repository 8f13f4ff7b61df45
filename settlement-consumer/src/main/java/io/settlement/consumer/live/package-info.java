/** What an operator sets while consumers run, and the document that says it. */
package io.settlement.consumer.live;
