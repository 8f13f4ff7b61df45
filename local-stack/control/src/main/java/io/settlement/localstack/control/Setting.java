package io.settlement.localstack.control;

/** What can be chosen for a stack: an option of {@code up}, and a line of the data folder's settings file. */
enum Setting {
    SHARDS("shards", "N", "4", "databases that the accounts are spread over"),
    PRODUCERS("producers", "N", "1", "producer processes"),
    CONSUMERS("consumers", "N", "1", "consumer processes"),
    DATABASE_SERVERS("database-servers", "N", "1", "database servers that the shards are dealt out to"),
    MYSQLD("mysqld", "PATH", "none", "the mysqld of a MySQL to run instead of the embedded MariaDB"),
    FLUSH("flush", "async|sync", "async", "a message counts as stored in memory, or on the disk"),
    HEAP("heap", "SIZE", "512m", "Java heap of each service, like 512m or 2g"),
    DATABASE_PORT("database-port", "PORT", "3307", "first database server; the others follow it"),
    NAMESERVER_PORT("nameserver-port", "PORT", "9876", "RocketMQ name server"),
    BROKER_PORT("broker-port", "PORT", "10911", "RocketMQ broker; takes this port + 1 and - 2 as well"),
    NACOS_PORT("nacos-port", "PORT", "8848", "Nacos; takes this port - 1000, + 1000 and + 1001 as well"),
    PRODUCER_PORT("producer-port", "PORT", "8080", "first producer; takes this port + 1000 for its health as well"),
    CONSUMER_PORT("consumer-port", "PORT", "8180", "first consumer; takes this port + 1000 for its health as well"),
    PROMETHEUS("prometheus", "PORT", "none", "a Prometheus that scrapes the services");

    private final String word;
    private final String form;
    private final String standard;
    private final String use;

    Setting(String word, String form, String standard, String use) {
        this.word = word;
        this.form = form;
        this.standard = standard;
        this.use = use;
    }

    /** As it is written in the settings file. */
    String word() {
        return word;
    }

    String option() {
        return "--" + word;
    }

    /** What its value looks like, for the help text. */
    String form() {
        return form;
    }

    /** The value of a new stack. */
    String standard() {
        return standard;
    }

    String use() {
        return use;
    }
}
