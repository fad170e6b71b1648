// Lets a call of the C library on the files of one folder fail, or kills the process at it, as strace's injection does but by folder:
//   cc -shared -fPIC -o faults.so faults.c -ldl
//   LD_PRELOAD=faults.so FAULT_FOLDER=/run FAULT_CALL=fsync FAULT_AT=3 FAULT_ERROR=5 program
// FAULT_CALL: open, write, fsync, rename, unlink, flock. FAULT_AT: the how manieth, from 1; 0 for each. FAULT_ERROR: errno; 0 kills.
// FAULT_LOG: a file that gets one line for each call, of whatever kind.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls;

static int is_inside(const char *path) {
    const char *folder = getenv("FAULT_FOLDER");
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

// Whether the call is to fail; errno is set then.
static int fails(const char *call, const char *path) {
    if (!is_inside(path)) return 0;
    const char *log = getenv("FAULT_LOG"), *wanted = getenv("FAULT_CALL");
    if (log) {
        int file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
        if (file >= 0) {
            dprintf(file, "%s %s\n", call, path);
            close(file);
        }
    }
    if (!wanted || strcmp(wanted, call) != 0) return 0;
    long at = atol(getenv("FAULT_AT")), error = atol(getenv("FAULT_ERROR"));
    if (at != 0 && atomic_fetch_add(&calls, 1) + 1 != at) return 0;
    if (error == 0) kill(getpid(), SIGKILL);
    errno = error;
    return 1;
}

static int fails_at(const char *call, int file) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return fails(call, path);
}

// The loader's own: .NET asks it by name for what P/Invoke calls, past the names that come first.
static void *find(void *library, const char *name) {
    static void *(*real)(void *, const char *);
    const char *versions[] = {"GLIBC_2.34", "GLIBC_2.2.5", "GLIBC_2.17"};
    for (int i = 0; !real && i < 3; i++) real = dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    return real(library, name);
}

#define REAL(name) static typeof(name) *real; if (!real) real = find(RTLD_NEXT, #name)

int open(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    int mode = va_arg(more, int);
    va_end(more);
    REAL(open);
    return fails("open", path) ? -1 : real(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    int mode = va_arg(more, int);
    va_end(more);
    REAL(open64);
    return fails("open", path) ? -1 : real(path, flags, mode);
}

ssize_t write(int file, const void *bytes, size_t count) { REAL(write); return fails_at("write", file) ? -1 : real(file, bytes, count); }
ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) { REAL(pwrite); return fails_at("write", file) ? -1 : real(file, bytes, count, at); }
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) { REAL(pwrite64); return fails_at("write", file) ? -1 : real(file, bytes, count, at); }
ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at) { REAL(pwritev); return fails_at("write", file) ? -1 : real(file, parts, count, at); }
ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at) { REAL(pwritev64); return fails_at("write", file) ? -1 : real(file, parts, count, at); }
int fsync(int file) { REAL(fsync); return fails_at("fsync", file) ? -1 : real(file); }
int flock(int file, int operation) { REAL(flock); return fails_at("flock", file) ? -1 : real(file, operation); }
int rename(const char *from, const char *to) { REAL(rename); return fails("rename", to) ? -1 : real(from, to); }
int unlink(const char *path) { REAL(unlink); return fails("unlink", path) ? -1 : real(path); }

void *dlsym(void *library, const char *name) {
    if (library != RTLD_NEXT && strcmp(name, "fsync") == 0) return fsync;
    if (library != RTLD_NEXT && strcmp(name, "flock") == 0) return flock;
    return find(library, name);
}
