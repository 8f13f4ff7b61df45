package io.settlement.cli.messaging;

import io.settlement.contract.AccountBalanceChanged;
import io.settlement.contract.AccountEvent;

/** An event with the message that told it. */
public record ToldEvent(AccountBalanceChanged message, AccountEvent event) {}
