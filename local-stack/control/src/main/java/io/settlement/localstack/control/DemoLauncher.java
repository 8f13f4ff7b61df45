package io.settlement.localstack.control;

import io.settlement.load.RunningStack;
import io.settlement.load.StackLauncher;
import io.settlement.load.StackRequest;
import io.settlement.load.plan.WrongInput;
import io.settlement.localstack.EngineFailed;
import io.settlement.localstack.Lifetime;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Map;

/** Starts a stack for one demo: its own folder, ports that are free now, and gone afterwards unless it is kept. */
final class DemoLauncher implements StackLauncher {
    private final DemoFolders folders;
    private final Map<Setting, String> chosen;
    private final Interruption interruption;
    private final PrintStream err;

    /** @param chosen settings other than those of the request, and ports */
    DemoLauncher(DemoFolders folders, Map<Setting, String> chosen, Interruption interruption, PrintStream err) {
        this.folders = folders;
        this.chosen = Map.copyOf(chosen);
        this.interruption = interruption;
        this.err = err;
    }

    /** A start that fails leaves its folder for the logs' sake; the next demo removes it. */
    @Override
    public RunningStack start(StackRequest request) throws Exception {
        var settings = settings(request);
        requireUsableDatabase(settings);
        folders.removeRemains();
        var folder = folders.make(request.keep());
        var alone = StackLock.tryTake(folder.lock()).orElseThrow();
        var lifetime = request.keep() ? Lifetime.DETACHED : Lifetime.THIS_JVM;
        var recorded = RecordedStack.fresh(settings);
        recorded.write(folder.settingsFile());
        var stack = new Stack(folder, recorded, lifetime);
        try {
            stack.requireDifferentPorts();
            new StackStart(stack, err::println).run();
            return new DemoStack(stack, alone, request.keep(), interruption);
        } catch (EngineFailed failed) {
            throw inOneLine(failed);
        } finally {
            err.flush();
        }
    }

    private Map<Setting, String> settings(StackRequest request) {
        var settings = new EnumMap<Setting, String>(Setting.class);
        settings.putAll(chosen);
        settings.put(Setting.SHARDS, Integer.toString(request.shards()));
        request.mysqld().ifPresent(path -> settings.put(Setting.MYSQLD, path.toString()));
        settings.putAll(StackPorts.free(1));
        return settings;
    }

    private static void requireUsableDatabase(Map<Setting, String> settings) {
        try {
            StackSettings.of(settings).requireUsableDatabase();
        } catch (Refused wrong) {
            throw new WrongInput(wrong.getMessage(), wrong);
        }
    }

    /** The end of the log goes to the reader as it is; the demo itself prints messages in one line. */
    private EngineFailed inOneLine(EngineFailed failed) {
        if (!interruption.isUnderWay()) {
            err.println(failed.getMessage());
        }
        return new EngineFailed(failed.getMessage().lines().findFirst().orElse(""), failed);
    }
}
