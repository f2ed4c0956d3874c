// The two functions of the example in C, compiled to WebAssembly: the event is standard input, the answer standard
// output, the log standard error. `aws_call` is how a guest without sockets calls the emulator:
// docs/wasm-functions.md.
//
//     clang --target=wasm32-wasi -O2 -Wall -s -o letters.wasm letters.c     (Debian: clang lld wasi-libc)

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((import_module("ruststack"), import_name("aws_call")))
int aws_call(const char *request, int request_len, char *reply, int reply_cap);

static char event[1 << 20], request[1 << 16], reply[1 << 20];

// ---- JSON, just enough of it: values are pointers into the text.

static const char *space(const char *p) {
    return p + strspn(p, " \t\r\n");
}

static const char *behind(const char *p) {
    int depth = 0;
    do {
        p = space(p);
        if (*p == '"') {
            for (p++; *p && *p != '"'; p++)
                if (*p == '\\' && p[1]) p++;
        } else if (*p == '{' || *p == '[') {
            depth++;
        } else if (*p == '}' || *p == ']') {
            depth--;
        } else if (depth == 0) {
            return p + strcspn(p, ",]} \t\r\n");
        }
        if (!*p) return p;
        p++;
    } while (depth > 0);
    return p;
}

static const char *member(const char *object, const char *name) {
    if (!object || *object != '{') return NULL;
    for (const char *p = space(object + 1); *p == '"'; p = space(p + 1)) {
        const char *key = p + 1, *end = behind(p) - 1;
        const char *value = space(space(end + 1) + 1);
        if ((size_t)(end - key) == strlen(name) && !memcmp(key, name, end - key)) return value;
        p = space(behind(value));
        if (*p != ',') break;
    }
    return NULL;
}

static const char *element(const char *array, int index) {
    if (!array || *array != '[') return NULL;
    const char *p = space(array + 1);
    for (; index > 0 && *p != ']'; index--) {
        p = space(behind(p));
        if (*p != ',') return NULL;
        p = space(p + 1);
    }
    return *p == ']' ? NULL : p;
}

static void text(const char *value, char *out, size_t cap) {
    size_t len = value && *value == '"' ? (size_t)(behind(value) - value - 2) : 0;
    snprintf(out, cap, "%.*s", (int)len, value ? value + 1 : "");
}

static long number(const char *value) {
    char digits[64];
    text(member(value, "N"), digits, sizeof digits);
    return atol(digits);
}

// ---- The emulator.

static const char *call(void) {
    int len = aws_call(request, (int)strlen(request), reply, sizeof reply - 1);
    if (len < 0 || reply[0] != '2') {
        fprintf(stderr, "%.400s\n", reply);
        printf("{\"errorType\":\"CallFailed\",\"errorMessage\":\"a call to the emulator failed\"}");
        exit(1);
    }
    reply[len < (int)sizeof reply ? len : (int)sizeof reply - 1] = 0;
    const char *body = strstr(reply, "\n\n");
    return body ? body + 2 : "";
}

static void dynamodb(const char *operation, const char *body) {
    snprintf(request, sizeof request,
             "dynamodb POST /\nx-amz-target: DynamoDB_20120810.%s\ncontent-type: application/x-amz-json-1.0\n\n%s",
             operation, body);
    call();
}

// ---- The functions.

// An object was created: counts its words and writes them into the table `letters`.
static void arrived(const char *record) {
    char bucket[64], key[2048], path[4096] = "", name[2048], body[8192];
    const char *s3 = member(record, "s3");
    text(member(member(s3, "bucket"), "name"), bucket, sizeof bucket);
    text(member(member(s3, "object"), "key"), key, sizeof key);
    // In an event the key is written as in a form: a plus for a space, and percent signs, which a path has too.
    size_t at = 0, to = 0;
    for (const char *p = key; *p && to + 4 < sizeof path; p++) {
        if (*p == '%' && p[1] && p[2]) {
            char hex[3] = {p[1], p[2], 0};
            to += (size_t)snprintf(path + to, 4, "%%%s", hex);
            name[at++] = (char)strtol(hex, NULL, 16);
            p += 2;
        } else {
            to += (size_t)snprintf(path + to, 4, *p == '+' ? "%%20" : "%c", *p);
            name[at++] = *p == '+' ? ' ' : *p;
        }
    }
    name[at] = 0;
    snprintf(request, sizeof request, "s3 GET /%s/%s\n\n", bucket, path);
    int words = 0;
    for (const char *p = call(); *(p += strspn(p, " \t\r\n")); p += strcspn(p, " \t\r\n")) words++;
    snprintf(body, sizeof body, "{\"TableName\":\"letters\",\"Item\":{\"letter\":{\"S\":\"%s\"},\"words\":{\"N\":\"%d\"}}}", name, words);
    dynamodb("PutItem", body);
    fprintf(stderr, "%s: %d words\n", name, words);
}

// An item of `letters` changed: adds what is new to the running total in the table `totals`.
static void counted(const char *record) {
    char kind[16], body[1024];
    const char *change = member(record, "dynamodb");
    long words = number(member(member(change, "NewImage"), "words")) - number(member(member(change, "OldImage"), "words"));
    text(member(record, "eventName"), kind, sizeof kind);
    int letters = !strcmp(kind, "INSERT") - !strcmp(kind, "REMOVE");
    snprintf(body, sizeof body,
             "{\"TableName\":\"totals\",\"Key\":{\"name\":{\"S\":\"all letters\"}},"
             "\"UpdateExpression\":\"ADD words :change, letters :one\","
             "\"ExpressionAttributeValues\":{\":change\":{\"N\":\"%ld\"},\":one\":{\"N\":\"%d\"}}}",
             words, letters);
    dynamodb("UpdateItem", body);
}

int main(void) {
    event[fread(event, 1, sizeof event - 1, stdin)] = 0;
    const char *records = member(space(event), "Records"), *record;
    char source[32];
    for (int i = 0; (record = element(records, i)); i++) {
        text(member(record, "eventSource"), source, sizeof source);
        if (!strcmp(source, "aws:s3")) arrived(record);
        else if (!strcmp(source, "aws:dynamodb")) counted(record);
    }
    printf("null");
    return 0;
}
