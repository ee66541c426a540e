// GMime for Swift. GObject's casts are macros and Swift sees every GMime class as an unrelated struct:
// each upcast used is one function here, so that only casts that GMime itself allows can be written.

#ifndef CGMIME_SHIM_H
#define CGMIME_SHIM_H

#include <gmime/gmime.h>

static inline GMimeObject *cgmime_object_of_message(GMimeMessage *message) { return GMIME_OBJECT(message); }
static inline GMimeObject *cgmime_object_of_part(GMimePart *part) { return GMIME_OBJECT(part); }
static inline GMimeObject *cgmime_object_of_text(GMimeTextPart *part) { return GMIME_OBJECT(part); }
static inline GMimeObject *cgmime_object_of_multipart(GMimeMultipart *part) { return GMIME_OBJECT(part); }
static inline GMimePart *cgmime_part_of_text(GMimeTextPart *part) { return GMIME_PART(part); }

// The type tests are macros as well. NULL when the object is of another kind.
static inline GMimePart *cgmime_as_part(GMimeObject *object) {
  return GMIME_IS_PART(object) ? GMIME_PART(object) : NULL;
}
static inline GMimeTextPart *cgmime_as_text(GMimeObject *object) {
  return GMIME_IS_TEXT_PART(object) ? GMIME_TEXT_PART(object) : NULL;
}
static inline GMimeMultipart *cgmime_as_multipart(GMimeObject *object) {
  return GMIME_IS_MULTIPART(object) ? GMIME_MULTIPART(object) : NULL;
}
static inline GMimeMessagePart *cgmime_as_message_part(GMimeObject *object) {
  return GMIME_IS_MESSAGE_PART(object) ? GMIME_MESSAGE_PART(object) : NULL;
}

// A header value with its encoded words decoded, to be freed; the caller's bytes end in NUL.
static inline char *cgmime_decode_text(const unsigned char *value) {
  return g_mime_utils_header_decode_text(NULL, (const char *)value);
}

// The address of a mailbox; NULL for a group.
static inline const char *cgmime_mailbox_address(InternetAddress *address) {
  return INTERNET_ADDRESS_IS_MAILBOX(address) ? internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address))
                                              : NULL;
}

// g_object_unref takes a gpointer: any of the above, given as a raw pointer.
static inline void cgmime_release(void *object) {
  if (object != NULL) g_object_unref(object);
}

#endif
