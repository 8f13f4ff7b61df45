package io.settlement.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** What has become of a transfer. */
public enum TransferStatus {
    /** Taken from the payer; not yet with the payee. */
    DEBITED,
    SETTLED,
    /** Never taken from the payer. */
    REJECTED,
    /** Given back to the payer. */
    REVERSED,

    /** One that this client is too old to know. */
    @JsonEnumDefaultValue
    UNRECOGNISED;

    /** Whether it can never change. */
    public boolean isFinal() {
        return this == SETTLED || this == REJECTED || this == REVERSED;
    }
}
