// The C library's resolver for Swift. Its state is a struct with unions that Swift cannot fill, and its error a field of
// that struct: one question is one function here, with a state of its own, so that any thread may ask.

#ifndef CRESOLV_SHIM_H
#define CRESOLV_SHIM_H

#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdint.h>
#include <string.h>

// Asks for TXT records. The length of the answer; -1 when there are none for sure; -2 when that is not known.
// A server of 0 stands for the system's own; otherwise an IPv4 address in network byte order, and a port.
static inline int cresolv_txt(const char *name, uint8_t *answer, int capacity, uint32_t server, uint16_t port) {
  struct __res_state state;
  memset(&state, 0, sizeof state);
  if (res_ninit(&state) != 0) return -2;
  state.retrans = 2;
  state.retry = 2;
  if (state.nscount > 2) state.nscount = 2;
  if (server != 0) {
    memset(&state.nsaddr_list[0], 0, sizeof state.nsaddr_list[0]);
    state.nsaddr_list[0].sin_family = AF_INET;
    state.nsaddr_list[0].sin_addr.s_addr = server;
    state.nsaddr_list[0].sin_port = htons(port);
    state.nscount = 1;
  }
  int length = res_nquery(&state, name, ns_c_in, ns_t_txt, answer, capacity);
  int error = state.res_h_errno;
  res_nclose(&state);
  if (length >= 0) return length <= capacity ? length : -2;
  return error == HOST_NOT_FOUND || error == NO_DATA ? -1 : -2;
}

#endif
