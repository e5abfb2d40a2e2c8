/* Logs what a process does to one SQLite database, in order, as the disk is asked to do it.
 *
 * Preloaded into the process; RECORDED names the database file, RECORD the log. Everything that
 * changes the file, its -wal or its -journal, and every sync of them, becomes one record, written
 * after it was done; `note` adds one of the process's own. -shm is no more after a crash and is
 * left out; nothing here sees directories. Each record is 16 bytes and its data:
 * operation, file, two bytes of nothing, length, offset.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *const SUFFIXES[] = {"", "-wal", "-journal"};
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int out = -1;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("RECORD");
    if (path) out = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int named(const char *path) {
    const char *recorded = getenv("RECORDED");
    size_t length = recorded ? strlen(recorded) : 0;
    if (out < 0 || !length || strncmp(path, recorded, length)) return -1;
    for (int i = 0; i < 3; i++)
        if (!strcmp(path + length, SUFFIXES[i])) return i;
    return -1;
}

static int opened(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return -1;
    path[length] = 0;
    return named(path);
}

static void record(char operation, int file, const void *data, uint32_t length, uint64_t at) {
    struct { char operation; uint8_t file; uint16_t nothing; uint32_t length; uint64_t at; }
        head = {operation, (uint8_t)file, 0, length, at};
    struct iovec parts[] = {{&head, sizeof head}, {(void *)data, data ? length : 0}};
    if (writev(out, parts, 2) != (ssize_t)(sizeof head + parts[1].iov_len)) abort();
}

void note(const char *text, uint32_t length) {
    pthread_mutex_lock(&turn);
    record('n', 0, text, length, 0);
    pthread_mutex_unlock(&turn);
}

#define REPLACED(type, name, parameters, arguments, file_of, on_success)      \
    type name parameters {                                                    \
        static type(*real) parameters;                                        \
        if (!real) real = (type(*) parameters)dlsym(RTLD_NEXT, #name);        \
        int file = file_of;                                                   \
        if (file < 0) return real arguments;                                  \
        pthread_mutex_lock(&turn);                                            \
        type done = real arguments;                                           \
        on_success;                                                           \
        pthread_mutex_unlock(&turn);                                          \
        return done;                                                          \
    }

#define WROTE(offset) if (done > 0) record('w', file, data, (uint32_t)done, (uint64_t)(offset))
#define DID(operation, at) if (done == 0) record(operation, file, NULL, 0, (uint64_t)(at))

REPLACED(ssize_t, pwrite, (int fd, const void *data, size_t n, off_t at), (fd, data, n, at), opened(fd), WROTE(at))
REPLACED(ssize_t, pwrite64, (int fd, const void *data, size_t n, off64_t at), (fd, data, n, at), opened(fd), WROTE(at))
REPLACED(ssize_t, write, (int fd, const void *data, size_t n), (fd, data, n), opened(fd), WROTE(lseek(fd, 0, SEEK_CUR) - done))
REPLACED(int, ftruncate, (int fd, off_t size), (fd, size), opened(fd), DID('t', size))
REPLACED(int, ftruncate64, (int fd, off64_t size), (fd, size), opened(fd), DID('t', size))
REPLACED(int, fsync, (int fd), (fd), opened(fd), DID('s', 0))
REPLACED(int, fdatasync, (int fd), (fd), opened(fd), DID('s', 0))
REPLACED(int, unlink, (const char *path), (path), named(path), DID('u', 0))
