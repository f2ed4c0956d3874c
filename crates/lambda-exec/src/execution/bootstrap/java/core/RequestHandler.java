package com.amazonaws.services.lambda.runtime;

/** A handler that takes a value and gives one. */
public interface RequestHandler<I, O> {
    O handleRequest(I input, Context context);
}
