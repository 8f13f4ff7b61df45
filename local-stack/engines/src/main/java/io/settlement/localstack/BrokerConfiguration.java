package io.settlement.localstack;

import java.nio.file.Path;

/** The broker's configuration file. Holds secrets: it is written readable by its owner only. */
record BrokerConfiguration(BrokerOptions options, String nameServer, Path store, Credentials inner) {
    static final String BROKER_NAME = "broker-a";
    static final String CLUSTER_NAME = "settlement";
    private static final long LONGEST_END_RECORD_MILLIS = 3_000;

    /**
     * Why each group is there: accounts always on; nothing made by accident; transactional commits queue for at most 3 s,
     * and by default one thread per six cores takes them from the queue; a pull may bring 1,024 messages or 4 MiB, as the
     * clients' own caps allow; files small enough for a laptop.
     */
    String text() {
        return identity() + accounts() + storage() + delivery();
    }

    private String identity() {
        return """
                brokerClusterName=%s
                brokerName=%s
                brokerId=0
                brokerRole=ASYNC_MASTER
                namesrvAddr=%s
                listenPort=%d
                haListenPort=%d
                bindAddress=127.0.0.1
                brokerIP1=%s
                brokerIP2=127.0.0.1
                """.formatted(
                CLUSTER_NAME, BROKER_NAME, nameServer, options.port(), options.port() + 1, options.announcedHost());
    }

    private String accounts() {
        return """
                authenticationEnabled=true
                authenticationProvider=org.apache.rocketmq.auth.authentication.provider.DefaultAuthenticationProvider
                authenticationMetadataProvider=org.apache.rocketmq.auth.authentication.provider.LocalAuthenticationMetadataProvider
                initAuthenticationUser={"username":"%1$s","password":"%2$s"}
                innerClientAuthenticationCredentials={"accessKey":"%1$s","secretKey":"%2$s"}
                authorizationEnabled=true
                authorizationProvider=org.apache.rocketmq.auth.authorization.provider.DefaultAuthorizationProvider
                authorizationMetadataProvider=org.apache.rocketmq.auth.authorization.provider.LocalAuthorizationMetadataProvider
                """.formatted(inner.user(), inner.password());
    }

    private String storage() {
        return """
                storePathRootDir=%s
                storePathCommitLog=%1$s/commitlog
                flushDiskType=%s
                mappedFileSizeCommitLog=134217728
                mappedFileSizeConsumeQueue=2000000
                maxHashSlotNum=1000000
                maxIndexNum=4000000
                diskMaxUsedSpaceRatio=95
                """.formatted(store, options.flush());
    }

    /**
     * How late the broker writes down that a half message has ended. It must be well below the age of the first
     * check-back: otherwise messages that were answered long ago are checked back, and may be delivered twice.
     */
    private long endRecordMillis() {
        return Math.min(LONGEST_END_RECORD_MILLIS, options.transactionTimeout().toMillis() / 4);
    }

    private String delivery() {
        return """
                autoCreateTopicEnable=false
                autoCreateSubscriptionGroup=false
                traceTopicEnable=true
                transactionTimeOut=%d
                transactionCheckInterval=%d
                transactionCheckMax=%d
                transactionOpBatchInterval=%d
                endTransactionThreadPoolNums=24
                maxTransferCountOnMessageInMemory=1024
                maxTransferBytesOnMessageInMemory=4194304
                maxTransferCountOnMessageInDisk=1024
                maxTransferBytesOnMessageInDisk=4194304
                """.formatted(
                        options.transactionTimeout().toMillis(),
                        options.transactionCheckInterval().toMillis(),
                        options.transactionCheckMax(),
                        endRecordMillis());
    }
}
