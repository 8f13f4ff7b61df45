/** What is shown to an operator who looks: read while somebody looks, never for anybody who moves money. */
package io.settlement.producer.operate;
