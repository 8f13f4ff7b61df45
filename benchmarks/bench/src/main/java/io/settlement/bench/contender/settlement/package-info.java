/** This project as scripts/up starts it, behind its HTTP door in bulk and one by one, and at the boundary where it batches. */
package io.settlement.bench.contender.settlement;
