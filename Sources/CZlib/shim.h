// zlib for Swift. Its initialiser is a macro, which Swift cannot call.

#ifndef CZLIB_SHIM_H
#define CZLIB_SHIM_H

#include <zlib.h>

/// Reads gzip members; 15 bits is the largest window, 16 asks for the gzip header and trailer.
static inline int expunge_inflate_begin(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

#endif
