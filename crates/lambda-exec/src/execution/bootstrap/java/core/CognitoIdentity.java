package com.amazonaws.services.lambda.runtime;

/** Who calls, if Cognito knows. */
public interface CognitoIdentity {
    String getIdentityId();

    String getIdentityPoolId();
}
