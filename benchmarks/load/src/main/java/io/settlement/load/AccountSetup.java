package io.settlement.load;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.Slot;
import io.settlement.load.door.AccountDoor;
import io.settlement.load.door.Crew;
import io.settlement.load.plan.Plan;
import io.settlement.load.plan.PlannedAccount;
import io.settlement.load.plan.Wording;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens, funds, freezes and closes the accounts of a plan. One use. */
final class AccountSetup {

    /** Many at once, because the service serves together what arrives together. */
    private static final int CONNECTIONS = 64;

    private final AccountDoor door;
    private final Plan plan;
    private final String runKey;
    private final AtomicInteger ready = new AtomicInteger();

    /** @param runKey no other run may use it, or it would find this run's accounts instead of new ones */
    AccountSetup(AccountDoor door, Plan plan, String runKey) {
        this.door = door;
        this.plan = plan;
        this.runKey = runKey;
    }

    /** The ids by position, once every account is ready to pay and to be paid. */
    List<AccountId> setUp() throws InterruptedException {
        var ids = new AccountId[plan.accounts().size()];
        Crew.forEach(ids.length, CONNECTIONS, position -> {
            ids[position] = setUp(position, plan.accounts().get(position));
            ready.incrementAndGet();
        });
        return List.of(ids);
    }

    String progress() {
        return Wording.of(
                "accounts ready %,d of %,d", ready.get(), plan.accounts().size());
    }

    private AccountId setUp(int position, PlannedAccount account) throws InterruptedException {
        if (!account.isOpened()) {
            return idThatNobodyHas(position);
        }
        var id = door.open(account, runKey);
        if (account.funding().minorUnits() > 0) {
            door.deposit(id, account.funding());
        }
        switch (account.preparation()) {
            case FREEZE_DEBIT -> door.freeze(id, "DEBIT");
            case FREEZE_CREDIT -> door.freeze(id, "CREDIT");
            case CLOSE -> door.close(id);
            case NONE, NEVER_OPENED -> {}
        }
        return id;
    }

    /** In a customer's slot, but with a time part from before any real id. */
    private static AccountId idThatNobodyHas(int position) {
        return new AccountId((position + 1L) * Slot.COUNT + position % Slot.FIRST_PINNED);
    }
}
