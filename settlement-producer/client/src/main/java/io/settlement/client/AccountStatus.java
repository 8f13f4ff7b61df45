package io.settlement.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Which sides of an account may move. */
public enum AccountStatus {
    OPEN,
    FROZEN_DEBIT,
    FROZEN_CREDIT,
    FROZEN,
    CLOSING,
    CLOSED,

    /** One that this client is too old to know. */
    @JsonEnumDefaultValue
    UNRECOGNISED
}
