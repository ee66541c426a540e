// libqrencode for Swift. Its API is plain C functions and structs; nothing needs wrapping.

#ifndef CQRENCODE_SHIM_H
#define CQRENCODE_SHIM_H

#include <qrencode.h>

#endif
