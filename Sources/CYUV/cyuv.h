// What Pictures uses of libyuv; the whole of it has C++ parts that Swift need not see.
#include <libyuv/convert_argb.h>
#include <libyuv/convert_from_argb.h>
#include <libyuv/scale.h>
