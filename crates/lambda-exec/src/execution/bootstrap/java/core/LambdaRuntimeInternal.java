package com.amazonaws.services.lambda.runtime;

/** AWS's appender for Log4j says here that it is there. */
public final class LambdaRuntimeInternal {
    private static boolean hasAppender;

    private LambdaRuntimeInternal() {}

    public static void setUseLog4jAppender(boolean has) {
        hasAppender = has;
    }

    public static boolean getUseLog4jAppender() {
        return hasAppender;
    }
}
