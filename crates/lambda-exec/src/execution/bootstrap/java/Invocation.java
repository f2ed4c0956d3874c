package ruststack;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a handler gets as its context. */
final class Invocation implements Context {
    private final Map<String, String> headers;
    private CognitoIdentity identity;
    private ClientContext clientContext;

    Invocation(Map<String, String> headers) {
        this.headers = headers;
    }

    /** Reads the headers that are JSON. What is wrong with them is an error of the invocation. */
    Invocation parsed() {
        Map<?, ?> client = json("client-context");
        Map<?, ?> cognito = json("cognito-identity");
        clientContext = client == null ? null : new Caller(client);
        identity = cognito == null ? null : new Cognito(cognito);
        return this;
    }

    private Map<?, ?> json(String name) {
        String text = header(name);
        Object value = text == null || text.isEmpty() ? null : Json.read(text);
        return value instanceof Map ? (Map<?, ?>) value : null;
    }

    private String header(String name) {
        return headers.get("lambda-runtime-" + name);
    }

    @Override
    public String getAwsRequestId() {
        return header("aws-request-id");
    }

    @Override
    public String getLogGroupName() {
        return System.getenv("AWS_LAMBDA_LOG_GROUP_NAME");
    }

    @Override
    public String getLogStreamName() {
        return System.getenv("AWS_LAMBDA_LOG_STREAM_NAME");
    }

    @Override
    public String getFunctionName() {
        return System.getenv("AWS_LAMBDA_FUNCTION_NAME");
    }

    @Override
    public String getFunctionVersion() {
        return System.getenv("AWS_LAMBDA_FUNCTION_VERSION");
    }

    @Override
    public String getInvokedFunctionArn() {
        return header("invoked-function-arn");
    }

    @Override
    public CognitoIdentity getIdentity() {
        return identity;
    }

    @Override
    public ClientContext getClientContext() {
        return clientContext;
    }

    @Override
    public int getRemainingTimeInMillis() {
        long deadline = Long.parseLong(headers.getOrDefault("lambda-runtime-deadline-ms", "0"));
        return (int) Math.max(deadline - System.currentTimeMillis(), 0);
    }

    @Override
    public int getMemoryLimitInMB() {
        return Integer.parseInt(System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
    }

    @Override
    public LambdaLogger getLogger() {
        return Log.LOGGER;
    }

    @Override
    public String getTenantId() {
        return header("aws-tenant-id");
    }

    @Override
    public String getXrayTraceId() {
        return header("trace-id");
    }

    private static String text(Map<?, ?> from, String name) {
        Object value = from.get(name);
        return value == null ? null : value.toString();
    }

    private static final class Caller implements ClientContext, Client {
        private final Map<?, ?> client;
        private final Map<String, String> custom;
        private final Map<String, String> environment;

        Caller(Map<?, ?> json) {
            client = json.get("client") instanceof Map ? (Map<?, ?>) json.get("client") : null;
            custom = texts(json.get("custom"));
            environment = texts(json.get("env"));
        }

        private static Map<String, String> texts(Object json) {
            if (!(json instanceof Map)) {
                return null;
            }
            Map<String, String> texts = new LinkedHashMap<>();
            for (Object name : ((Map<?, ?>) json).keySet()) {
                texts.put((String) name, text((Map<?, ?>) json, (String) name));
            }
            return texts;
        }

        @Override
        public Client getClient() {
            return client == null ? null : this;
        }

        @Override
        public Map<String, String> getCustom() {
            return custom;
        }

        @Override
        public Map<String, String> getEnvironment() {
            return environment;
        }

        @Override
        public String getInstallationId() {
            return text(client, "installation_id");
        }

        @Override
        public String getAppTitle() {
            return text(client, "app_title");
        }

        @Override
        public String getAppVersionName() {
            return text(client, "app_version_name");
        }

        @Override
        public String getAppVersionCode() {
            return text(client, "app_version_code");
        }

        @Override
        public String getAppPackageName() {
            return text(client, "app_package_name");
        }
    }

    private static final class Cognito implements CognitoIdentity {
        private final Map<?, ?> json;

        Cognito(Map<?, ?> json) {
            this.json = json;
        }

        @Override
        public String getIdentityId() {
            return text(json, "cognitoIdentityId");
        }

        @Override
        public String getIdentityPoolId() {
            return text(json, "cognitoIdentityPoolId");
        }
    }
}
