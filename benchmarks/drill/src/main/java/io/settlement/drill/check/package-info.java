/**
 * Decides from a history and from what stands in the tables afterwards whether every promise was kept. Pure: nothing here
 * asks a service or a clock, so that a kept history is judged again and again. The books are judged by what each transfer
 * has done to customers' accounts, which is another way than the proof under {@code sql/proof} goes; both must agree.
 */
package io.settlement.drill.check;
