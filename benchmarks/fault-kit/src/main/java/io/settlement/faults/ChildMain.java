package io.settlement.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/** Where every child starts: ties its life to the parent's before a line of the real main class runs. */
final class ChildMain {

    private ChildMain() {}

    public static void main(String[] arguments) throws Throwable {
        ChildJvm.exitWithParent();
        Method main = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
