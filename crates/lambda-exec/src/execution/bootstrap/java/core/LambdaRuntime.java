package com.amazonaws.services.lambda.runtime;

/** The logger, for those that have no context. */
public final class LambdaRuntime {
    private LambdaRuntime() {}

    public static LambdaLogger getLogger() {
        return ruststack.Log.LOGGER;
    }
}
