// libcurl for Swift. Swift cannot call C functions with variable arguments, and libcurl reads the
// argument by the size its option number implies: each kind of argument therefore gets one small
// function with the exact type, so that a wrong size is a compile error and not a wild read.

#ifndef CCURL_SHIM_H
#define CCURL_SHIM_H

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef size_t (*ccurl_bytes_callback)(char *bytes, size_t size, size_t count, void *owner);

// Options that take a long. libcurl reads exactly a long, so Swift's CInt would be half an argument.
static inline CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

// Options that take a curl_off_t (64 bits on every platform): sizes.
static inline CURLcode ccurl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

// Options that take a C string. libcurl copies it.
static inline CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

// Options that take any other object pointer: user data, lists, URL handles, body bytes.
static inline CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, const void *value) {
  return curl_easy_setopt(easy, option, value);
}

// Certificates and keys held in memory; CURL_BLOB_COPY lets the caller free its bytes at once.
static inline CURLcode ccurl_set_blob(CURL *easy, CURLoption option, const void *bytes, size_t count) {
  struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
  return curl_easy_setopt(easy, option, &blob);
}

// Body, header and read callbacks share one signature.
static inline CURLcode ccurl_set_bytes_callback(CURL *easy, CURLoption option, ccurl_bytes_callback callback) {
  return curl_easy_setopt(easy, option, callback);
}

static inline CURLcode ccurl_set_debug_callback(CURL *easy, curl_debug_callback callback) {
  return curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, callback);
}

static inline CURLcode ccurl_set_socket_callback(CURL *easy, curl_opensocket_callback callback) {
  return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
}

// Called for each socket of a connection after it was opened and when it is to be closed, which the latter then does.
static inline CURLcode ccurl_set_lifetime_callbacks(
    CURL *easy, curl_sockopt_callback on_open, curl_closesocket_callback on_close, void *owner) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, on_open);
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_SOCKOPTDATA, owner);
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, on_close);
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, owner);
  return code;
}

// Called all through a transfer; anything but 0 ends it.
static inline CURLcode ccurl_set_progress_callback(CURL *easy, curl_xferinfo_callback callback) {
  return curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, callback);
}

// Called when the connection stands and the request is about to be written.
static inline CURLcode ccurl_set_ready_callback(CURL *easy, curl_prereq_callback callback) {
  return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
}

// What a transfer says about itself: zero or NULL when libcurl does not know.
static inline long ccurl_get_long(CURL *easy, CURLINFO info) {
  long value = 0;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

static inline curl_off_t ccurl_get_offset(CURL *easy, CURLINFO info) {
  curl_off_t value = 0;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

static inline const char *ccurl_get_string(CURL *easy, CURLINFO info) {
  char *value = NULL;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : NULL;
}

static inline void *ccurl_get_pointer(CURL *easy, CURLINFO info) {
  char *value = NULL;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? (void *)value : NULL;
}

// The chain of the peer; owned by the handle, valid until its next transfer.
static inline const struct curl_certinfo *ccurl_get_chain(CURL *easy) {
  struct curl_certinfo *chain = NULL;
  return curl_easy_getinfo(easy, CURLINFO_CERTINFO, &chain) == CURLE_OK ? chain : NULL;
}

// The multi handle's options are variadic too.
static inline CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode ccurl_multi_set_callbacks(
    CURLM *multi, curl_socket_callback on_socket, curl_multi_timer_callback on_timer, void *owner) {
  CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, owner);
  if (code == CURLM_OK) code = curl_multi_setopt(multi, CURLMOPT_TIMERDATA, owner);
  if (code == CURLM_OK) code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
  if (code == CURLM_OK) code = curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
  return code;
}

// CURLMsg keeps its result in a union, which Swift shows only as an unnamed field.
static inline CURLcode ccurl_message_result(const CURLMsg *message) { return message->data.result; }

// The address is longer than the declared `struct sockaddr` when it is IPv6; a copy in Swift would cut it.
static inline const struct sockaddr *ccurl_address(const struct curl_sockaddr *address) { return &address->addr; }

// Close-on-exec, so that a helper program started meanwhile does not inherit a partner's connection.
static inline curl_socket_t ccurl_open_socket(const struct curl_sockaddr *address) {
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// epoll_event is packed on some platforms and holds a union: filled and read here.
static inline int ccurl_watch(int epoll, int operation, int socket, int reads, int writes) {
  struct epoll_event event = {.events = (reads ? EPOLLIN : 0u) | (writes ? EPOLLOUT : 0u), .data.fd = socket};
  return epoll_ctl(epoll, operation, socket, &event);
}

static inline int ccurl_event_socket(const struct epoll_event *event) { return event->data.fd; }

static inline int ccurl_event_mask(const struct epoll_event *event) {
  return ((event->events & EPOLLIN) ? CURL_CSELECT_IN : 0) | ((event->events & EPOLLOUT) ? CURL_CSELECT_OUT : 0) |
         ((event->events & (EPOLLERR | EPOLLHUP)) ? CURL_CSELECT_ERR : 0);
}

// CURLVERSION_NOW is a macro over an enumerator.
static inline const curl_version_info_data *ccurl_version(void) { return curl_version_info(CURLVERSION_NOW); }

// A file without a name, in memory, for this user alone: the last close frees it. By number, as the C library declares
// it only under a macro that an importer of this header may lack.
static inline int ccurl_memory_file(const char *name) {
  int descriptor = (int)syscall(SYS_memfd_create, name, 1u /* MFD_CLOEXEC */);
  if (descriptor >= 0) (void)fchmod(descriptor, S_IRUSR | S_IWUSR);
  return descriptor;
}

static inline int ccurl_epoll(void) { return epoll_create1(EPOLL_CLOEXEC); }
static inline int ccurl_bell(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

#endif
