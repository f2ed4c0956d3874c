// A function as a program with a main: the event comes on standard input, the response goes to standard output, what is said
// on standard error is the log. An exit status other than 0 is a function error.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char event[6 << 20];

int main(void) {
    size_t length = fread(event, 1, sizeof event - 1, stdin);
    const char *request = getenv("AWS_LAMBDA_REQUEST_ID");
    fprintf(stderr, "an event of %zu bytes\n", length);
    if (length == 0 || strcmp(event, "null") == 0) {
        printf("{\"errorType\":\"NoEvent\",\"errorMessage\":\"whom shall I greet?\"}");
        return 1;
    }
    printf("{\"hello\":%s,\"request\":\"%s\"}", event, request ? request : "");
    return 0;
}
